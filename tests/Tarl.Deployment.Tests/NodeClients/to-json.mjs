// Standard input: YAML documents. Standard output: the same as one JSON array.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const documents = parseAllDocuments(readFileSync(0, "utf8"), { merge: true });
const errors = documents.flatMap((document) => document.errors);
if (errors.length > 0) {
  throw new Error(errors.map((error) => error.message).join("\n"));
}
console.log(JSON.stringify(documents.map((document) => document.toJS())));
