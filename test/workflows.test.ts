import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { documentsIn, platformNames } from "../agreement/load-platform";
import { planHashOutput } from "../operations/reviewed-plan";

const root = path.join(__dirname, "..");
const folder = ".github/workflows";
const files = [...readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`), "azure-pipelines.yml"];

/** Everything at a key, however deep. */
function allAt(value: unknown, keys: readonly string[]): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    ...(keys.includes(key) ? [inner] : []),
    ...allAt(inner, keys),
  ]);
}

const documentOf = (file: string): unknown => parse(readFileSync(path.join(root, file), "utf8"));

const stepsOf = (file: string): readonly string[] =>
  allAt(documentOf(file), ["run", "script", "inlineScript"]).filter((step) => typeof step === "string");

const helps = new Map<string, string>();
function helpOf(subcommand: string): string {
  const known = helps.get(subcommand);
  if (known !== undefined) return known;
  const text = execFileSync(process.execPath, ["operations/deltawerk.js", subcommand, "--help"], {
    cwd: root,
    encoding: "utf8",
  });
  helps.set(subcommand, text);
  return text;
}

describe.each(files)("%s", (file) => {
  it("runs nothing but npm, deltawerk, and the comment on a pull request", () => {
    const strange = stepsOf(file).filter(
      (step) =>
        !/^(?:npm ci|npm test|npm run [^;&| \n]+|npm run \$\{\{ tests \}\}|npx deltawerk [a-z]+ [^;&|\n]+|gh pr comment [^;&|\n]+)$/.test(
          step,
        ),
    );
    expect(strange).toEqual([]);
  });

  it("calls subcommands and options that are there", () => {
    const steps = stepsOf(file);
    expect(steps.some((step) => /^(?:npx deltawerk|npm (?:test|run))\b/.test(step))).toBe(true);
    for (const call of steps.filter((step) => step.startsWith("npx deltawerk"))) {
      const help = helpOf(call.split(" ")[2] ?? "");
      const options = call.match(/ --?[a-z][a-z-]*/g) ?? [];
      for (const option of options) expect(help, call).toContain(option.trim());
    }
  });

  it("grants no write but where a job says so", () => {
    if (file === "azure-pipelines.yml") return;
    expect(documentOf(file)).toMatchObject({ permissions: { contents: "read" } });
  });
});

/** A call without what the system fills in: `check --base --format table json --out check`. */
function plainCall(call: string): string {
  return call
    .replace(/^npx deltawerk /, "")
    .replace(/"[^"]*"|\$\{\{[^}]*\}\}(?:\.html)?|\$\([^)]*\)/g, "…")
    .replace(/(?:evidence-page\/|--plan )…|--plan plan/g, (text) => (text.startsWith("--plan") ? "--plan …" : "…"))
    .trim();
}

it("Azure Pipelines calls what the workflows call, with the same options", () => {
  const callsOf = (...these: readonly string[]): readonly string[] =>
    [
      ...new Set(
        these
          .flatMap(stepsOf)
          .filter((step) => step.startsWith("npx deltawerk"))
          .map(plainCall),
      ),
    ].sort();
  const workflows = callsOf(...files.filter((file) => file.startsWith(folder)));
  expect(workflows.length).toBeGreaterThan(6);
  expect(callsOf("azure-pipelines.yml")).toEqual(workflows);
});

it("every script of tests is run by both, but the one that is part of another", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  // `test:ci` runs what `test:cluster` and `test:mutation` run.
  const slow = Object.keys(scripts)
    .filter((name) => /^test:/.test(name) && !["test:cluster", "test:mutation"].includes(name))
    .sort();
  for (const file of [`${folder}/tests.yml`, "azure-pipelines.yml"]) {
    expect(stepsOf(file), file).toContain("npm test");
  }
  const github = documentOf(`${folder}/tests.yml`) as {
    readonly jobs: { readonly slow: { readonly strategy: { readonly matrix: { readonly tests: string[] } } } };
  };
  expect([...github.jobs.slow.strategy.matrix.tests].sort()).toEqual(slow);
  const azure = documentOf("azure-pipelines.yml") as {
    readonly parameters: readonly { readonly name: string; readonly default: unknown }[];
  };
  expect(azure.parameters.find(({ name }) => name === "tests")?.default).toEqual(slow);
});

it("what is brought up is the plan that was looked at, by its hash", () => {
  for (const file of [`${folder}/deploy.yml`, "azure-pipelines.yml"]) {
    const calls = stepsOf(file);
    expect(
      calls.filter((call) => call.includes("deltawerk preview") && call.includes("--save-plan plan")),
    ).toHaveLength(1);
    const ups = calls.filter((call) => call.startsWith("npx deltawerk up"));
    expect(ups).toHaveLength(1);
    for (const up of ups) expect(up).toMatch(/--plan \S+ --plan-hash \S+/);
  }
});

it("the hash of the plan is read by the name under which it is told, which both systems accept", () => {
  expect(planHashOutput).toMatch(/^[a-z_]+$/);
  const names = [
    [`${folder}/deploy.yml`, /steps\.plan\.outputs\.([\w-]+)/g],
    ["azure-pipelines.yml", /outputs\['plan\.([^']+)'\]/g],
  ] as const;
  for (const [file, read] of names) {
    const text = readFileSync(path.join(root, file), "utf8");
    expect(
      [...text.matchAll(read)].map(([, name]) => name),
      file,
    ).toEqual([planHashOutput]);
  }
});

it("every platform is looked at for drift, is drilled, and can be brought up", () => {
  const platforms = [...platformNames(documentsIn(root))];
  const drift = documentOf(`${folder}/drift.yml`) as {
    readonly jobs: { readonly drift: { readonly strategy: { readonly matrix: { readonly platform: string[] } } } };
  };
  expect([...drift.jobs.drift.strategy.matrix.platform].sort()).toEqual(platforms);
  const drills = documentOf(`${folder}/drills.yml`) as {
    readonly jobs: { readonly drill: { readonly strategy: { readonly matrix: { readonly platform: string[] } } } };
  };
  expect([...drills.jobs.drill.strategy.matrix.platform].sort()).toEqual(platforms);
  const deploy = documentOf(`${folder}/deploy.yml`) as {
    readonly on: {
      readonly workflow_dispatch: { readonly inputs: { readonly platform: { readonly options: string[] } } };
    };
  };
  expect([...deploy.on.workflow_dispatch.inputs.platform.options].sort()).toEqual(platforms);
});
