import type { Problem } from "../../agreement/problem";
import type { DeployedStack } from "../verdict/deployed-change";
import { deployedText } from "./deployed-texts";
import { placedProblemText, problemText } from "./problem-texts";
import { blockingFindings, type CheckResult, type PlatformCheck } from "../verdict/check-result";
import type { Finding, JudgedRule } from "../verdict/verdict";

/** A test as CI systems show it. */
interface TestCase {
  readonly text: string;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
}

/** What a check found as JUnit's XML: a suite for each platform, a test for each rule. */
export function junit({ platforms, unusable, strict }: CheckResult): string {
  const suites = [
    ...unusable.map(({ platform, problems }) => ({
      name: platform,
      cases: problems.map((problem) => documentCase(platform, problem, "error")),
    })),
    ...platforms.map((check) => ({
      name: `${check.head.platform} (${check.head.environment})`,
      cases: casesOf(check, strict),
    })),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="deltawerk check" ${counts(all)}>`,
    ...suites.map(({ name, cases }) =>
      [
        `  <testsuite name="${escaped(name)}" ${counts(cases)}>`,
        ...cases.map(({ text }) => text),
        "  </testsuite>",
      ].join("\n"),
    ),
    "</testsuites>",
    "",
  ].join("\n");
}

function counts(cases: readonly TestCase[]): string {
  const of = (outcome: TestCase["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}" skipped="${of("skipped")}"`;
}

function casesOf({ head, refused, uncompared, deployed }: PlatformCheck, strict: boolean): readonly TestCase[] {
  const blocking = blockingFindings(head, strict);
  const own = head.rules.map((rule) =>
    testCase(
      head.platform,
      rule,
      blocking.filter((one) => one.rule === rule.id),
      head.findings.filter((one) => one.rule === rule.id),
    ),
  );
  const waivers = blocking.filter(({ rule }) => rule === "waivers").map(({ message }) => message);
  return [
    ...(uncompared?.problems ?? []).map((problem) => documentCase(head.platform, problem, "skipped")),
    ...own,
    ...(deployed?.stacks ?? []).map((stack) => deployedCase(head.platform, deployed?.environment ?? "", stack, strict)),
    ...(waivers.length > 0 ? [failed(head.platform, "waivers", "waivers", waivers)] : []),
    ...(refused === undefined ? [] : [failed(head.platform, "deployment", "the change can be made", [refused])]),
  ];
}

/** A problem of a document: an error where nothing can be judged, skipped where only the comparison is missing. */
function documentCase(platform: string, problem: Problem, outcome: "error" | "skipped"): TestCase {
  const { file, line, column, path } = problem;
  const name = `${outcome === "skipped" ? "at the base: " : ""}${file}:${line}:${column} ${path}`.trimEnd();
  const head = `classname="${escaped(`${platform}.documents`)}" name="${escaped(name)}" file="${escaped(file)}" line="${line}"`;
  const message = escaped(problemText(problem));
  const inside =
    outcome === "error"
      ? `<error message="${message}">${escaped(placedProblemText(problem))}</error>`
      : `<skipped message="${message}"/>`;
  return { outcome, text: element(head, inside) };
}

/** A stack that is really there: skipped where nobody can tell, or where it is not there yet. */
function deployedCase(platform: string, environment: string, stack: DeployedStack, strict: boolean): TestCase {
  const { standing, because = "" } = stack;
  const concern = "deployed";
  const name = `${stack.stack} can be brought up in ${environment}`;
  if (standing === "refused" || (strict && standing === "undetermined")) {
    return failed(platform, concern, name, [deployedText(stack), because]);
  }
  const head = `classname="${escaped(`${platform}.${concern}`)}" name="${escaped(name)}"`;
  return standing === "previewed"
    ? { outcome: "passed", text: `    <testcase ${head}/>` }
    : { outcome: "skipped", text: element(head, `<skipped message="${escaped(deployedText(stack))}"/>`) };
}

function testCase(
  platform: string,
  { id, title, concern, clauses }: JudgedRule,
  blocking: readonly Finding[],
  findings: readonly Finding[],
): TestCase {
  const place = clauses.find((clause) => clause.place !== undefined)?.place;
  const file = place === undefined ? "" : ` file="${escaped(place.file)}" line="${place.line}"`;
  const head = `classname="${escaped(`${platform}.${concern}`)}" name="${escaped(`${id}: ${title}`)}"${file}`;
  if (blocking.length > 0) return failed(platform, concern, `${id}: ${title}`, blocking.map(lineOf), file);
  // Everything that is left is waived, or undetermined and not blocking.
  return findings.length > 0
    ? { outcome: "skipped", text: element(head, `<skipped message="${escaped(findings.map(lineOf).join("; "))}"/>`) }
    : { outcome: "passed", text: `    <testcase ${head}/>` };
}

function failed(platform: string, concern: string, name: string, lines: readonly string[], file = ""): TestCase {
  const head = `classname="${escaped(`${platform}.${concern}`)}" name="${escaped(name)}"${file}`;
  const message = `message="${escaped(lines[0] ?? "")}"`;
  return { outcome: "failure", text: element(head, `<failure ${message}>${escaped(lines.join("\n"))}</failure>`) };
}

function element(head: string, inside: string): string {
  return `    <testcase ${head}>\n      ${inside}\n    </testcase>`;
}

function lineOf({ status, resource, message, waiver }: Finding): string {
  const how =
    status === "waived" ? `waived until ${waiver?.expires ?? ""}: ` : status === "undetermined" ? "undetermined: " : "";
  return `${resource?.name ?? "the deployment"}: ${how}${message}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** Text for an attribute or an element; XML 1.0 has no place for most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "?")
    .replace(/[&<>"\n]/g, (one) => ENTITIES[one] ?? one);
}
