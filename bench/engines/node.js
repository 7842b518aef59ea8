// docxtemplater or carbone as a worker; the lines asked and answered are those of family.py.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const engine = process.argv[2];
const engines = {
  docxtemplater() {
    const PizZip = require('pizzip');
    const Docxtemplater = require('docxtemplater');
    return (template, values) => {
      const document = new Docxtemplater(new PizZip(template.content), { paragraphLoop: true, linebreaks: true });
      document.render(values);
      return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  carbone() {
    const carbone = require('carbone');
    return (template, values) => new Promise((done, failed) => {
      carbone.render(template.path, values, (error, made) => (error ? failed(error) : done(made)));
    });
  },
};

async function main() {
  const render = engines[engine]();
  let template;
  let values;
  let made;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [word, ...rest] = line.trim().split(' ');
    const argument = rest.join(' ');
    let told = true;
    if (word === 'load') {
      const file = path.join(argument, `${engine}.docx`);
      template = { path: file, content: fs.readFileSync(file) };
      values = JSON.parse(fs.readFileSync(path.join(argument, `${engine}.json`), 'utf8'));
    } else if (word === 'save') {
      fs.writeFileSync(argument, made);
    } else if (word === 'peak') {
      // the kernel's own count, which does not remember the process that started this one
      const status = '/proc/self/status';
      const line = fs.existsSync(status) && fs.readFileSync(status, 'utf8').match(/^VmHWM:\s+(\d+)/m);
      told = line ? Number(line[1]) / 1024 : 0;
    } else {
      told = [];
      for (let n = Number(word); n > 0; n -= 1) {
        const begin = process.hrtime.bigint();
        made = await render(template, values);
        told.push(Number(process.hrtime.bigint() - begin) / 1e6);
      }
    }
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
}

main().catch((error) => { console.error(error); process.exit(1); });
