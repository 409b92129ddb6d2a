// Validates messages against the schemas of a folder: validate.mjs SCHEMAS MESSAGES
// MESSAGES is a file with [{"schema": …, "value": …}, …]; prints what is wrong, as [{"schema": …, "at": …, "problem": …, "value": …}, …].
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const [schemas, messages] = process.argv.slice(2);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, formats: { uuid, uri: /^[a-z]+:/, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/ } });
for (const file of await readdir(schemas)) {
  ajv.addSchema(JSON.parse(await readFile(join(schemas, file), 'utf8')), file);
}

const problems = [];
for (const { schema, value } of JSON.parse(await readFile(messages, 'utf8'))) {
  const validate = ajv.getSchema(`${schema}.json`);
  if (!validate(value)) problems.push(...validate.errors.map((error) => ({ schema, at: error.instancePath, problem: error.message, value })));
}
console.log(JSON.stringify(problems));
