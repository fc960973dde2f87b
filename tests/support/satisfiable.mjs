// node satisfiable.mjs IN OUT: copies the API document, mending what no answer can satisfy. The alternatives of a oneOf
// that are equal to each other (the send_options of a campaign are three times the same schema) can never match exactly
// once; they are reduced to one. Nothing else is changed. Prints every change.
import fs from 'node:fs';

const [, , source, target] = process.argv;
const document = JSON.parse(fs.readFileSync(source));
const shape = (value) => {
  while (value?.$ref) value = value.$ref.slice(2).split('/').reduce((node, part) => node[part], document);
  return JSON.stringify(value);
};

function mend(node, path) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node.oneOf) && node.oneOf.length > 1 && new Set(node.oneOf.map(shape)).size === 1) {
    console.log(`NOTE mended in the document: ${path}: ${node.oneOf.length} equal alternatives in oneOf`);
    node.oneOf = [node.oneOf[0]];
  }
  for (const [key, value] of Object.entries(node)) mend(value, `${path}/${key}`);
}

mend(document, '#');
fs.writeFileSync(target, JSON.stringify(document));
