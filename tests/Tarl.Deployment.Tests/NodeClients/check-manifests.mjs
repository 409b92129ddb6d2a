// Standard input: Kubernetes objects as a JSON array. Standard output: what Kubernetes' own schemas say against them, as a JSON array.
// The schemas' validators know types, formats and required fields, but let unknown fields pass; those the type checker finds, because
// an object literal may only have its type's properties.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const here = new URL(".", import.meta.url).pathname;
const families = { "keda.sh": "@kubernetes-models/keda/", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator/" };

function moduleOf({ apiVersion, kind }) {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return `${families[group] ?? "kubernetes-models/"}${apiVersion}/${kind}`;
}

function checkValues(object, place) {
  try {
    const model = require(moduleOf(object))[object.kind];
    new model(object).validate();
    return [];
  } catch (error) {
    return [`${place}: ${error.message}`];
  }
}

function checkFields(objects) {
  const folder = mkdtempSync(join(here, "node_modules", ".check-"));
  try {
    objects.forEach((object, i) => writeFileSync(
      join(folder, `object${i}.ts`),
      `import type { I${object.kind} } from "${moduleOf(object)}";\nexport const object: I${object.kind} = ${JSON.stringify(object, null, 1)};\n`));
    const compilerOptions = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: "nodenext" };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    execFileSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "--project", folder]);
    return [];
  } catch (error) {
    return `${error.stdout}`.trim().split("\n").map((line) => line.replace(/^.*object(\d+)\.ts\((\d+),.*?\): error /, (_, i) => `${name(objects[i])}: `));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const name = (object) => `${object.kind} ${object.metadata?.name}`;
const objects = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify([...objects.flatMap((object) => checkValues(object, name(object))), ...checkFields(objects)]));
