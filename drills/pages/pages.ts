import { documentsIn, platformNames, type DocumentSource } from "../../agreement/load-platform";
import { journalJsonSchema, type Tolerance } from "../journal";
import { readSubject } from "../read-subject";
import { plannedWorkText, whatMoves } from "./what-moves";
import type { Scenario, Step, Subject } from "../scenario";
import { scenarios } from "../scenarios";

/** Who reads a page needs to know where a change of it belongs. */
const GENERATED = "<!-- Generated from drills/ by `npm run pages`; do not edit. -->\n";

interface Exercised {
  readonly platform: string;
  readonly subject: Subject;
}

function exercisedIn(source: DocumentSource): readonly Exercised[] {
  return platformNames(source).map((platform) => {
    const subject = readSubject(source, platform, "local");
    if (!subject.ok) throw new Error(`${platform}: ${JSON.stringify(subject.problems)}`);
    return { platform, subject: subject.value };
  });
}

/** Every page about drills by its path in the project, with the schema of the journal. */
export function drillPages(projectFolder: string): ReadonlyMap<string, string> {
  const exercised = exercisedIn(documentsIn(projectFolder));
  const runbooks = scenarios.map(
    (scenario, index) => [runbookFile(scenario, index), runbook(scenario, exercised)] as const,
  );
  return new Map([
    ["docs/drills.md", overview(exercised)],
    ...runbooks,
    ["stacks/schemas/drill-journal.json", journalJsonSchema()],
  ]);
}

function runbookFile({ name }: Scenario, index: number): string {
  return `docs/runbooks/${String(index + 1).padStart(2, "0")}-${name}.md`;
}

function overview(exercised: readonly Exercised[]): string {
  const head = ["drill", ...exercised.map(({ platform }) => platform)];
  const rows = scenarios.map((scenario, index) => [
    `[${scenario.name}](${runbookFile(scenario, index).replace("docs/", "")})`,
    ...exercised.map(({ subject }) => (scenario.applies(subject).applies ? "yes" : "not applicable")),
  ]);
  const reasons = scenarios.flatMap((scenario) =>
    exercised.flatMap(({ platform, subject }) => {
      const applicability = scenario.applies(subject);
      return applicability.applies
        ? []
        : [`- **${platform} ${scenario.name}**: ${[applicability.because, ...applicability.waysOut].join(". ")}`];
    }),
  );
  return [
    GENERATED,
    "# Recovery drills\n",
    "A drill breaks something in a local cloud of its own, lets the real program and the agreed people recover it, and",
    "measures on that cloud's clock what was lost and how long it took. The agreement says what is tolerated. Nothing of the",
    "user's local cloud or stacks is touched.\n",
    "```sh",
    "npx deltawerk drill superoffice region-loss   # one drill",
    "npx deltawerk drill --all                     # every drill on every platform, for CI",
    "npx deltawerk drill --list                    # what makes sense where",
    "```\n",
    "Exit status: 0 passed or not applicable · 1 failed · 2 cannot be run · 5 deviated · 130 aborted or interrupted. A drill",
    "that is killed is gone on with by the next run of the same command; until then its local cloud stays, for eight hours at",
    "most. `--seed` decides when the fault comes; the same seed",
    "gives the same result, but for the seconds by which the engine's order of work moves what it makes. The journal (`stacks/schemas/drill-journal.json`) and",
    "the report are in `.deltawerk/drills/`, journals of earlier drills in its folders `history`.\n",
    "## What is measured\n",
    "- **Recovery point** of a tenant: time of the fault less the commit time of the newest marker that survived. Users write a",
    "  numbered marker every few seconds, and the measurement is right up to that interval. Lost markers are counted, and holes",
    "  before the newest survivor are listed.",
    "- **Recovery time**: from the fault to the first answer that lasts: noticed by the alert rules that are deployed, decided",
    "  in the time that is agreed, then the operations along their critical path, restores by size, and times to live of names.",
    "- **Independent copies** are made when the CronJobs in the clusters say, as they are deployed: one that is missing or",
    "  suspended makes none. How long a copy takes and is kept is still taken from the plan. In `damaged-copies` they are bytes",
    "  in the local cloud, made and verified by the code of `jobs/` with the orders of the deployed CronJobs.",
    "  A copy is verified once, soon after it is whole. To go round older ones as well would double what the jobs read, and take",
    "  turns that tenants need (`docs/adr/0012`). What guards an older copy is that nobody may change it; a restore checks every",
    "  sum before it uses one. Otherwise damage is not seen before the copy runs out: `damaged-copies` reports how long that is,",
    "  and judges how much work is lost where the newest copy is the damaged one (`docs/adr/0027`).",
    "- **An alert** counts as noticed when somebody is told: the rule has an action group that is on and has a receiver.",
    "- **Azure's own backups** have no bytes here that could be damaged, and nobody can damage them on Azure. How a damaged one",
    "  shows when it is restored is played (refused, a broken page, rows missing), and the verification's own code has to find",
    "  it, for restores to a point in time and from long-term retention.",
    "- Durations and their sources: `azure/recovery-times.ts` and `azure/provisioning-times.ts`. Many are estimates and say so.\n",
    "## What a changed agreement moves\n",
    table([["changed", "moves", "because"], ...whatMoves]),
    "",
    ...plannedWorkText,
    "## What deviates, and stays so\n",
    "- **vpn-loss** notices the loss after 6 minutes, and `recovery.detectWithin` is 5. The rule takes the average of five",
    "  minutes, which is zero only when all five are without traffic, and a measured value arrives a minute late (estimate). A",
    "  shorter window would take a quiet tunnel for a lost one; nobody has found out on Azure yet whether the gateway's",
    "  diagnostic log or resource health say it sooner. Users are served throughout.",
    "- **planned-work** on draftit: Azure's window of weekends for databases ends on Monday at 06:00 (`docs/maintenance.md`), and",
    "  from Monday 00:00 `maintenance.allowed` lets nothing be done. DR-MNT-1 promises evenings and weekends, so it is not kept",
    "  to the letter for six hours a week, although users notice seconds at most. Azure offers no window that ends earlier; the",
    "  way out is that the customers agree to those hours.\n",
    "## Where customers are served\n",
    "`-e test` and `-e production` carry out the part of a drill that is safe beside a platform that serves, on Azure, with the",
    "rights of whoever is signed in (`az login`, the Pulumi backend, membership in the databases' administrators, from inside",
    "the network). Nothing is broken there:\n",
    "- One tenant's database is restored to a minute as a generation that serves nobody, its markers are compared, and it is",
    "  discarded. The engine is held to a preview in which nothing else changes; where anything else is pending, nothing is begun.",
    "- Records of the verifications say whether independent copies are whole.",
    "- A planned failover and the way back, which users notice: with `--confirm <platform>-<environment>` only.\n",
    "The way back is always taken, also by the next run after one that was killed; the time between the two counts as nobody's",
    "recovery time. One process at a time carries out a drill from a checkout. Where an engine was killed while it made",
    "something, only a person can find out whether Azure has made it: the drill says what to delete and how to go on. The",
    "journal says what was left behind, such as the drill's markers, and what was not run, and why.\n",
    table([["drill", "run against Azure", "not run, because"], ...scenarios.map(besideRow)]),
    "",
    "**Nothing of this has been run against Azure so far**: tests let a local cloud stand for it, with the real engine. What",
    "only Azure can show: how the Azure CLI answers, the connection to the databases, how long a restore takes, and when a",
    "minute that has just passed can be restored. The runbooks say what a person does.\n",
    "## Which drill makes sense where\n",
    table([head, ...rows]),
    "",
    ...reasons,
    "",
    "## The drills\n",
    ...scenarios.flatMap((scenario) => [
      `### ${scenario.name}: ${scenario.title}\n`,
      `${scenario.summary}\n`,
      ...hypothesisOf(scenario, exercised),
    ]),
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()
    .concat("\n");
}

function hypothesisOf(scenario: Scenario, exercised: readonly Exercised[]): readonly string[] {
  const able = exercised.filter(({ subject }) => scenario.applies(subject).applies);
  const [first] = able;
  if (first === undefined) return ["On no platform today.\n"];
  const rows = scenario.hypothesis(first.subject).map(({ id, what, clause, unit }) => [
    what,
    ...able.map(({ subject }) => {
      const agreed = scenario.hypothesis(subject).find((tolerance) => tolerance.id === id)?.agreed;
      return agreed === undefined ? "reported" : toleratedText(agreed, unit);
    }),
    clause,
  ]);
  return [table([["tolerated", ...able.map(({ platform }) => platform), "from"], ...rows]), ""];
}

function toleratedText(agreed: number, unit: Tolerance["unit"]): string {
  return unit === "minutes" && agreed > 0 && agreed < 1 ? `${Math.round(agreed * 60)} seconds` : `${agreed} ${unit}`;
}

/** What a person does, from the same steps that the drill takes. */
function runbook(scenario: Scenario, exercised: readonly Exercised[]): string {
  const able = exercised.filter(({ subject }) => scenario.applies(subject).applies);
  const [{ subject } = exercised[0] ?? { subject: undefined }] = able;
  if (subject === undefined) throw new Error("there is no platform");
  const section = (title: string, steps: readonly Step[]): readonly string[] => [
    `## ${title}\n`,
    ...steps.flatMap((step, index) => [
      `${index + 1}. **${step.text}.**`,
      ...step.byHand.map((line) => `   - ${line}`),
    ]),
    "",
  ];
  return [
    GENERATED,
    `# ${scenario.title}\n`,
    `${scenario.summary}\n`,
    `For: ${able.map(({ platform }) => platform).join(", ") || "no platform today"}. Drill: \`npx deltawerk drill <platform> ${scenario.name}\`.\n`,
    ...section("What to do", scenario.method(subject)),
    ...section("The way back, whatever happens", scenario.rollback(subject)),
    "## What the drill does not measure\n",
    ...scenario.notMeasured.map((text) => `- ${text}`),
    "",
    ...besideSection(scenario, subject),
    "## What is not run against Azure\n",
    ...scenario.notOnAzure.map((text) => `- ${text}`),
    "",
  ].join("\n");
}

function besideRow({ name, notOnAzure, beside }: Scenario): readonly string[] {
  const isRun = beside === undefined ? "nothing" : beside.noticed === undefined ? "its safe part" : "when confirmed";
  return [name, isRun, notOnAzure.join(" ")];
}

/** What is run where customers are served. */
function besideSection({ name, beside }: Scenario, subject: Subject): readonly string[] {
  if (beside === undefined) return [];
  const steps = [...beside.method(subject), ...beside.rollback(subject)];
  const word = beside.noticed === undefined ? "" : " --confirm <platform>-<environment>";
  return [
    "## Beside what is live\n",
    `\`npx deltawerk drill <platform> ${name} -e test|production${word}\` does this, and breaks nothing:\n`,
    ...steps.map(({ text }, index) => `${index + 1}. ${text}.`),
    "",
    ...(beside.noticed === undefined ? [] : [`Users notice it: ${beside.noticed}.\n`]),
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
