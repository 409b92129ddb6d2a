// Validates the OpenAPI document at a URL and prints {valid, errors}.
import { Validator } from '@seriousme/openapi-schema-validator';

const document = await (await fetch(process.argv[2])).json();
console.log(JSON.stringify(await new Validator().validate(document)));
