import type { CheckResult, PlatformCheck, UnusableDocuments } from "../verdict/check-result";
import type { Problem } from "../../agreement/problem";
import type { DeployedStack } from "../verdict/deployed-change";
import { deployedText } from "./deployed-texts";
import { placedProblemText, problemText } from "./problem-texts";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";
import { stableJson } from "../export/stable-json";
import { byNumber, momentOf, NAMESPACE, OSCAL, uuid } from "./oscal-pieces";

/**
 * What a check found as OSCAL assessment results: an observation for each rule, a finding for each control of ISO/IEC
 * 27001 that rules show. Where documents cannot be used, an observation for each problem, and no control is reviewed. The
 * same result gives the same document on the same day, identifiers included.
 */
export function oscalResults(result: CheckResult): string {
  const { today } = result;
  const names = [
    ...result.unusable.map(({ platform }) => platform),
    ...result.platforms.map(({ head }) => head.platform),
  ];
  const plan = uuid("assessment plan");
  return stableJson({
    "assessment-results": {
      uuid: uuid(JSON.stringify(result)),
      metadata: {
        title: `Deltawerk check of ${names.join(", ")}`,
        "last-modified": momentOf(today),
        version: result.head,
        "oscal-version": OSCAL,
      },
      "import-ap": { href: `#${plan}` },
      results: [...result.unusable.map((one) => unusableResult(one, today)), ...result.platforms.map(platformResult)],
      "back-matter": {
        resources: [
          {
            uuid: plan,
            title: "Assessment plan",
            description:
              "Every policy rule and analysis over the resources of all stacks of a platform, brought up from the files of the project in a local cloud.",
          },
        ],
      },
    },
  });
}

function unusableResult({ platform, problems }: UnusableDocuments, today: string): object {
  return {
    uuid: uuid(`result ${platform} ${today}`),
    title: `${platform}: its documents cannot be used`,
    description: "Nothing was judged: every problem of the documents is an observation.",
    start: momentOf(today),
    "reviewed-controls": {
      // The model asks for a selection: all were to be reviewed.
      "control-selections": [
        { description: "None could be reviewed, because the documents cannot be used.", "include-all": {} },
      ],
    },
    observations: problems.map((problem) => documentObservation(platform, problem, today, "not usable")),
  };
}

/** A problem of a document, with its place as properties. */
function documentObservation(platform: string, problem: Problem, today: string, standing: string): object {
  const { file, line, column, breaks } = problem;
  return {
    uuid: uuid(`observation ${platform} ${standing} ${placedProblemText(problem)}`),
    title: "documents",
    description: `${standing}: ${placedProblemText(problem)}`,
    methods: ["EXAMINE"],
    props: [
      { name: "file", ns: NAMESPACE, value: file },
      { name: "line", ns: NAMESPACE, value: String(line) },
      { name: "column", ns: NAMESPACE, value: String(column) },
      ...breaks.map((promise) => ({ name: "promise", ns: NAMESPACE, value: promise })),
    ],
    "relevant-evidence": [{ href: file, description: problemText(problem) }],
    collected: momentOf(today),
  };
}

/** What a stack that is really there would do. */
function deployedObservation(environment: string, stack: DeployedStack, today: string): object {
  return {
    uuid: uuid(`observation deployed ${environment} ${stack.stack}`),
    title: "deployed",
    description: `${stack.stack} in ${environment}: ${deployedText(stack)}`,
    methods: ["TEST-AUTOMATED"],
    props: [{ name: "standing", ns: NAMESPACE, value: stack.standing.replaceAll(" ", "-") }],
    ...(stack.because !== undefined && { "relevant-evidence": [{ description: stack.because.trim() }] }),
    collected: momentOf(today),
  };
}

/** The change itself, where the engine refuses it. */
function refusedObservation({ platform, today }: Verdict, refused: string): object {
  return {
    uuid: uuid(`observation refused ${platform}`),
    title: "change",
    description: "The change cannot be made on what is there.",
    methods: ["TEST-AUTOMATED"],
    "relevant-evidence": [{ description: refused.trim() }],
    collected: momentOf(today),
  };
}

function platformResult({ head, uncompared, deployed, refused }: PlatformCheck): object {
  const controls = [...new Set(head.rules.flatMap((rule) => rule.controls))].sort(byNumber);
  return {
    uuid: uuid(`result ${head.platform} ${head.today}`),
    title: `${head.platform}, ${head.environment}`,
    description: `${head.rules.length} rules judged ${head.resources} resources of ${head.stacks.length} stacks.`,
    start: momentOf(head.today),
    "reviewed-controls": {
      "control-selections": [{ "include-controls": controls.map((control) => ({ "control-id": control })) }],
    },
    observations: [
      ...head.rules.map((rule) => observation(rule, head)),
      ...(deployed?.stacks ?? []).map((one) => deployedObservation(deployed?.environment ?? "", one, head.today)),
      ...(refused === undefined ? [] : [refusedObservation(head, refused)]),
      ...(uncompared?.problems ?? []).map((problem) =>
        documentObservation(head.platform, problem, head.today, "at the base, so that nothing is compared"),
      ),
    ],
    findings: controls.map((control) => controlFinding(control, head)),
  };
}

function observation(rule: JudgedRule, { platform, today, findings }: Verdict): object {
  const own = findings.filter((finding) => finding.rule === rule.id);
  const { kept, violated, undetermined, waived } = rule.counts;
  const promises = [...new Set(rule.clauses.flatMap((clause) => clause.promises))];
  return {
    uuid: observationId(platform, rule.id),
    title: rule.id,
    description: `${rule.title}. ${kept} kept, ${violated} not kept, ${undetermined} undetermined, ${waived} waived.`,
    methods: ["TEST-AUTOMATED"],
    types: ["control-objective"],
    ...(rule.clauses.length + promises.length > 0 && {
      props: [
        ...rule.clauses.map(({ name }) => ({ name: "clause", ns: NAMESPACE, value: name })),
        ...promises.map((promise) => ({ name: "promise", ns: NAMESPACE, value: promise })),
      ],
    }),
    ...(own.length > 0 && { "relevant-evidence": own.map((finding) => ({ description: evidenceText(finding) })) }),
    collected: momentOf(today),
  };
}

function evidenceText({ status, resource, message, waiver }: Finding): string {
  const accepted = waiver === undefined ? "" : ` Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
  return `${status}: ${resource?.name ?? "the deployment"}: ${message}.${accepted}`;
}

function controlFinding(control: string, { platform, rules }: Verdict): object {
  const own = rules.filter((rule) => rule.controls.includes(control));
  const open = own.filter(({ counts }) => counts.violated + counts.undetermined > 0);
  const waived = own.filter(({ counts }) => counts.waived > 0);
  const state = open.length + waived.length > 0 ? "not-satisfied" : "satisfied";
  const reason = open.length > 0 ? "fail" : waived.length > 0 ? "other" : "pass";
  const lacking = [...open, ...waived].map(({ id }) => id);
  return {
    uuid: uuid(`finding ${platform} ${control}`),
    title: `ISO/IEC 27001:2022 ${control}`,
    description:
      lacking.length === 0
        ? `All ${own.length} rules that show it are kept.`
        : `Of ${own.length} rules that show it, these are not kept, undetermined or waived: ${lacking.join(", ")}.`,
    target: {
      type: "objective-id",
      "target-id": control,
      status: { state, reason },
    },
    "related-observations": own.map(({ id }) => ({ "observation-uuid": observationId(platform, id) })),
  };
}

const observationId = (platform: string, rule: string): string => uuid(`observation ${platform} ${rule}`);
