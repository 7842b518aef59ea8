' Runs inside LibreOffice and lives on from one document to the next: loads each once, tells how it
' is laid out, writes what is asked for, and says "end" last. It lives in the profile that docgen
' makes for one process; in/ and out/ stand beside that profile, so nothing is passed on a command
' line. Document n is in/n.docx; in/n.job, which comes last, says what is wanted of it: "lines", and
' the formats. out/n.began and out/n.ended stand around it. Every text is ASCII. docgen believes
' none of it until it has looked (answer.py).
Option Explicit

Const PREFIX = "docgen-p"
Const ENDLESS = 100000
Const LONGEST = 25 ' milliseconds between two looks for the next document
Const ALONE = 300000 ' milliseconds without one: whoever started this is gone

Sub Main
  Dim folder As String, number As Long
  On Error GoTo Broken
  folder = CreateUnoService("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True) & "/../../"
  Tell(folder & "out/version", Version())
  Do While IsAsked(folder & "in/" & number & ".job")
    Tell(folder & "out/" & number & ".began", "")
    Answer(folder & "in/" & number & ".docx", folder & "out/" & number, Words(folder & "in/" & number & ".job"))
    Tell(folder & "out/" & number & ".ended", "")
    number = number + 1
  Loop
Broken:
  StarDesktop.terminate()
End Sub

Function IsAsked(job As String) As Boolean
  Dim pause As Long, waited As Long
  pause = 1
  Do Until FileExists(job)
    If waited > ALONE Then Exit Function
    Wait pause
    waited = waited + pause
    If pause < LONGEST Then pause = pause + 1
  Loop
  IsAsked = True
End Function

Function Words(job As String)
  Dim file, told As String
  file = FreeFile
  Open job For Input As #file
  Line Input #file, told
  Close #file
  Words = Split(told, " ")
End Function

Function Version() As String
  Dim settings
  settings = CreateUnoService("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments( _
    "com.sun.star.configuration.ConfigurationAccess", _
    Array(Pair("nodepath", "/org.openoffice.Setup/Product")))
  Version = settings.getByName("ooSetupVersionAboutBox")
End Function

Sub Tell(url As String, text As String)
  Dim file
  file = FreeFile
  Open url For Output As #file
  Print #file, text
  Close #file
End Sub

Sub Answer(source As String, stem As String, wanted)
  Dim document, file, i As Integer, action As String
  On Error GoTo Failed
  file = FreeFile
  Open stem & ".told" For Output As #file
  action = "load"
  document = Loaded(source)
  action = "measure"
  Print #file, "pages " & document.CurrentController.PageCount
  For i = 0 To UBound(wanted)
    action = wanted(i)
    If action = "lines" Then
      Lines(document, file)
    Else
      If action = "odt" Then Unmark(document)
      document.storeToURL(stem & "." & action, Options(action))
    End If
  Next i
  Print #file, "end"
  Close #file
  document.close(True)
  Exit Sub
Failed:
  Print #file, "failed " & action & " " & Err
  Close #file
  Shut(document)
End Sub

Sub Shut(document)
  On Error Resume Next
  If Not IsEmpty(document) Then document.close(True)
End Sub

' No interaction handler, so no dialog; macros never; no guessing of another format; what is
' struck out by a tracked change takes no room.
Function Loaded(source As String)
  Dim document, style
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array( _
    Pair("Hidden", True), Pair("FilterName", "MS Word 2007 XML"), _
    Pair("MacroExecutionMode", 0), Pair("UpdateDocMode", 0)))
  If document.Redlines.hasElements() Then HideChanges(document)
  style = document.StyleFamilies.getByName("ParagraphStyles").getByName("Standard")
  style.ParaIsCharacterDistance = False
  style.ParaIsHangingPunctuation = False
  Loaded = document
End Function

' The property ShowChanges leaves the lines as they were; the command of the menu does not.
Sub HideChanges(document)
  CreateUnoService("com.sun.star.frame.DispatchHelper").executeDispatch( _
    document.CurrentController.Frame, ".uno:ShowTrackedChanges", "", 0, _
    Array(Pair("ShowTrackedChanges", False)))
End Sub

' For each numbered paragraph that is laid out: where it begins, and of its lines the page and the
' height on it (1/100 mm). The last line is the one on which the cursor stands at the end.
Sub Lines(document, file)
  Dim marks, mark, last, viewer, title, number As Long, page As Long, x As Long, y As Long, here As String
  marks = document.Bookmarks
  viewer = document.CurrentController.ViewCursor
  For Each title In marks.ElementNames
    If Left(title, Len(PREFIX)) = PREFIX Then
      mark = marks.getByName(title).Anchor
      last = mark.Text.createTextCursorByRange(mark)
      last.gotoEndOfParagraph(False)
      viewer.gotoRange(last, False)
      page = viewer.Page
      x = viewer.Position.X
      y = viewer.Position.Y
      viewer.gotoRange(mark, False)
      If IsThere(viewer, mark) Then
        Print #file, "paragraph " & Mid(title, Len(PREFIX) + 1)
        For number = 1 To ENDLESS
          here = viewer.Page & " " & viewer.Position.Y
          Print #file, "line " & here
          viewer.gotoEndOfLine(False)
          If viewer.Page = page And viewer.Position.Y = y And viewer.Position.X = x Then Exit For
          If Not viewer.goRight(1, False) Then Exit For
          If viewer.isAtStartOfLine() Then StepBack(viewer, here)
        Next number
      End If
    End If
  Next title
End Sub

' The end of a line is the place before the next line's first character, so a step behind it passes
' over a line of one character. Then one step back stands on that line, and not on the one before.
Sub StepBack(viewer, before As String)
  viewer.goLeft(1, False)
  If viewer.Page & " " & viewer.Position.Y = before Then viewer.goRight(1, False)
End Sub

' The cursor does not go into what is not printed; it stays before it or behind. LibreOffice cannot
' compare places in a cell that begins with a table, though the cursor goes there.
Function IsThere(viewer, mark) As Boolean
  On Error GoTo Incomparable
  IsThere = mark.Text.compareRegionStarts(viewer, mark) = 0
  Exit Function
Incomparable:
  IsThere = True
End Function

' A PDF does not show our bookmarks, an ODT would. From the last, which moves none of the others.
Sub Unmark(document)
  Dim titles, mark, i As Long
  document.UndoManager.lock()
  document.lockControllers() ' else the view follows each removal
  titles = document.Bookmarks.ElementNames
  For i = UBound(titles) To 0 Step -1
    If Left(titles(i), Len(PREFIX)) = PREFIX Then
      mark = document.Bookmarks.getByName(titles(i))
      mark.Anchor.Text.removeTextContent(mark)
    End If
  Next i
  document.unlockControllers()
End Sub

' PDF: PDF/A-2, tagged for PDF/UA-1, bookmarks from headings, every page. ODF version: the profile.
Function Options(extension As String)
  Dim data
  If extension = "odt" Then
    Options = Array(Pair("FilterName", "writer8"))
    Exit Function
  End If
  data = Array(Pair("SelectPdfVersion", 2), Pair("UseTaggedPDF", True), _
    Pair("PDFUACompliance", True), Pair("ExportBookmarks", True), _
    Pair("DisplayPDFDocumentTitle", True), Pair("ExportFormFields", False), _
    Pair("ExportNotes", False), Pair("IsSkipEmptyPages", False), _
    Pair("UseLosslessCompression", True), Pair("ReduceImageResolution", False))
  Options = Array(Pair("FilterName", "writer_pdf_Export"), Pair("FilterData", AsAny(data)))
End Function

Function AsAny(values)
  AsAny = CreateUnoValue("[]com.sun.star.beans.PropertyValue", values)
End Function

Function Pair(key As String, content)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = key
  made.Value = content
  Pair = made
End Function
