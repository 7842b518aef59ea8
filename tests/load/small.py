"""A small workspace: 總局 (hq) and its 分局 (branch), every file, nothing wrong."""

from __future__ import annotations

HQ_PLAN = """\
title: "{agency.name}{year}年度計畫"
issued: 105-01-14
sections:
  basis: {title: 計畫依據, text: 依總函。}
  scope: {title: 實施對象, text: "{agency.short}各單位。"}
  strategies: {title: 執行策略及方法, table: strategies}
  steps:
    title: 實施步驟
    items:
      draft: 研訂計畫。
      publish:
        text: 公開計畫
        items:
          web: 於網站。
columns: {owner: {title: 主辦單位, kind: unit}}
dimensions:
  quality:
    title: 優質便民服務
    strategies:
      streamlined:
        title: 便捷
        measures:
          convenience:
            title: 提升便捷性
            practices:
              window: 設置單一窗口。
              faster:
                text: 縮短時間。
                owner: office
  whole:
    title: 整合
    cells: joined
    strategies:
      flow: {title: 流程}
    measures:
      join: {title: 結合社會資源}
"""
HQ_RUBRIC = """\
title: 評分表
fields: {number: 編號}
levels: [構面, 評核項目, 評分參考標準]
totals: {1: 小計}
parts:
  serve:
    title: 服務構面
    points: 100
    parts:
      phone:
        title: 電話
        points: 60
        bands:
          - {from: 41, to: 60, text: 優良}
          - {from: 1, to: 40, text: [普通, 再加強]}
      hall:
        title: 場所
        points: 40
        criteria: [整潔, 明亮]
"""
HQ_RULES = """\
grades:
  high: {title: 優, points: 90}
  low: {title: 甲, points: 0}
periods:
  h1: {title: 上半年, from: 105-01-01, to: 105-06-30}
"""
HQ_FORMS = """\
kinds: {self: 自行, parent: 總局}
results: {title: 統計表}
proposal: {title: 創意服務}
report:
  title: 總報告
  cutoff: 105-12-31
  headings: {deepen: 深化, listen: 傾聽}
"""
SMALL = {
    "data/hq/agency.yaml": "name: 某部某總局\nshort: 本總局\nunits: {office: 秘書室, field: 外業課}\n",
    "data/hq/105/plan.yaml": HQ_PLAN,
    "data/hq/105/rubric.yaml": HQ_RUBRIC,
    "data/hq/105/rules.yaml": HQ_RULES,
    "data/hq/105/forms.yaml": HQ_FORMS,
    "data/hq/105/report.yaml": (
        "performance:\n"
        "  deepen: {cases: {flood: {title: 淹水圖, text: 已公開。}}}\n"
        "review: 已檢討。\n"
    ),
    "data/hq/105/assessments/first.yaml": (
        "unit: office\nkind: self\nperiod: h1\ndate: 105-03-28\nassessor: 秘書室\n"
        "scores:\n  phone: {score: 50, evidence: 紀錄}\n"
        "  hall: {score: 38.5, measured: 92, evidence: 紀錄}\n"
    ),
    "data/hq/105/proposals/map.yaml": (
        "title: 淹水地圖\nunit: field\nbackground: 常淹水。\nsolution: 公開圖資。\n"
        "benefits: 減少損失。\nresults: {external: 民眾知悉}\nmethods: {ict: 網站}\n"
    ),
    "data/hq/105/indicators/office.yaml": "window:\n  days: {name: 平均日數, unit: 日, target: 5}\n",
    "data/branch/agency.yaml": "name: 某部某分局\nshort: 本分局\nparent: hq\nunits: {office: 秘書室}\n",
    "data/branch/105/plan.yaml": (
        "sections:\n"
        "  scope: {text: 本分局各課。}\n"
        "dimensions:\n"
        "  quality:\n"
        "    strategies:\n"
        "      streamlined:\n"
        "        measures:\n"
        "          convenience:\n"
        "            practices:\n"
        "              window: 由專人服務。\n"
    ),
}
