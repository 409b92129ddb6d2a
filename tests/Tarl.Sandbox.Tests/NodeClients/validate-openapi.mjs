// Validates the OpenAPI document in a file or at a URL against the specification's schema, then follows every reference: prints {valid, errors, paths}.
import { readFile } from 'node:fs/promises';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';

const source = process.argv[2];
const document = JSON.parse(source.startsWith('http://') ? await (await fetch(source)).text() : await readFile(source, 'utf8'));
const { valid, errors } = await new Validator().validate(structuredClone(document));
let resolved;
try {
  resolved = await SwaggerParser.validate(document);
} catch (error) {
  console.log(JSON.stringify({ valid: false, errors: String(error) }));
  process.exit(0);
}
console.log(JSON.stringify({ valid, errors, paths: Object.keys(resolved.paths) }));
