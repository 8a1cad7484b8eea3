import { loadPlatform, platformNames, type DocumentSource } from "../../agreement/load-platform";
import type { Parsed } from "../../agreement/problem";
import { readYaml } from "../../agreement/yaml-document";
import { cloudFacts } from "./cloud-facts";
import { makePlan } from "./make-plan";
import { parseEnvironment } from "./parse-environment";
import type { Plan } from "./plan";
import type { PlanFinding } from "./plan-finding";

/** The document of a platform that a finding is about. */
function fileOf(document: PlanFinding["document"], platform: string, environment: string): string {
  switch (document) {
    case "agreement":
      return `stacks/agreements/${platform}.yaml`;
    case "tenants":
      return `stacks/tenants/${platform}.yaml`;
    case "firewall-rules":
      return `stacks/firewall-rules/${platform}.yaml`;
    case "environment":
      return `stacks/environments/${platform}.${environment}.yaml`;
  }
}

/** Reads a platform's documents and makes its plan, or gives every problem that the documents have. */
export function readPlan(source: DocumentSource, platform: string, environment: string): Parsed<Plan> {
  const documents = loadPlatform(platform, source, cloudFacts);
  // Without a platform there is nothing whose environment could be missing.
  if (!documents.ok && !platformNames(source).includes(platform)) return documents;
  const place = readEnvironment(source, platform, environment);
  if (!documents.ok || !place.ok) {
    return { ok: false, problems: [documents, place].flatMap((parsed) => (parsed.ok ? [] : parsed.problems)) };
  }
  const made = makePlan({ ...documents.value, environment: place.value });
  if (made.ok) {
    return { ok: true, value: made.plan };
  }
  const problems = made.findings.map(({ document, ...finding }) => {
    const file = fileOf(document, platform, environment);
    return readYaml(source.read(file) ?? "", file).problemAt(finding);
  });
  return { ok: false, problems };
}

function readEnvironment(
  source: DocumentSource,
  platform: string,
  environment: string,
): ReturnType<typeof parseEnvironment> {
  const file = fileOf("environment", platform, environment);
  const text = source.read(file);
  if (text !== undefined) {
    return parseEnvironment(text, file);
  }
  const known = source.list("stacks/environments").filter((name) => name.startsWith(`${platform}.`));
  return {
    ok: false,
    problems: [
      {
        file,
        line: 1,
        column: 1,
        path: "",
        given: "no such document",
        allowed: known.length === 0 ? "an environment for every platform" : `one of ${known.join(", ")}`,
        fixes: [`Write ${file}: subscriptions, addresses and sizes of ${platform} in ${environment}.`],
        breaks: [],
      },
    ],
  };
}
