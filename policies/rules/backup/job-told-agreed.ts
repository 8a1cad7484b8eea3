import { durationMinutes } from "../../../agreement/duration";
import type { Agreement } from "../../../agreement/agreement";
import {
  compliant,
  notApplicable,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
  type Measure,
} from "../../framework/language";
import { jsonList } from "../../resources/json-list";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram, tells } from "./cron-job-example";
import { programOf } from "./scheduled-jobs";

type Variables = ReadonlyMap<string, unknown>;

const TYPE = "kubernetes:batch/v1:CronJob";

/** Minutes of an ISO 8601 duration; Infinity for what is none, so that it keeps no limit. */
function minutesOf(value: unknown): number {
  try {
    return durationMinutes(String(value));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function tooMuch(what: string, value: unknown, most: number): readonly string[] {
  return minutesOf(value) <= most ? [] : [`${what} is ${said(value, "not said")}; it may be ${most} minutes at most`];
}

function isPast(moment: unknown, today: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(String(moment)) && String(moment) < today;
}

/** The look at backups has to ask for every promised copy, at an age at which it is late. */
function presenceProblems(variables: Variables, { backup, monitoring }: Agreement): readonly string[] {
  const expected = jsonList(variables.get("EXPECTED"));
  if (expected === undefined) return ["EXPECTED is no list of backups that can be read"];
  const kinds = [
    { kind: "pointInTime", what: "the backups that Azure makes", isAgreed: true },
    {
      kind: "longTerm",
      what: "long-term backups",
      isAgreed: backup.monthly !== undefined || backup.yearly !== undefined,
    },
    { kind: "documents", what: "the backups of documents", isAgreed: true },
  ];
  const late = minutesOf(monitoring.backups.late);
  return [
    ...backup.independentCopies.flatMap(({ name, every }) => {
      const own = expected.filter(({ kind, copy }) => kind === "copy" && copy === name);
      return own.length === 0
        ? [`it does not look for the copy "${name}"`]
        : own.flatMap(({ maxAge }) =>
            tooMuch(`the age at which the copy "${name}" is missed`, maxAge, minutesOf(every) + late),
          );
    }),
    ...kinds
      .filter(({ isAgreed, kind }) => isAgreed && !expected.some((one) => one["kind"] === kind))
      .map(({ kind, what }) => `it does not look for ${what} (${kind})`),
    ...expected
      .filter(({ kind, reach }) => kind === "pointInTime" && minutesOf(reach) < minutesOf(backup.pointInTime))
      .map(
        ({ reach }) =>
          `it is content with restores to a point of the last ${said(reach)}; ${backup.pointInTime} was agreed`,
      ),
  ];
}

/** What each program may be told at most; nothing where nothing of it is agreed. */
function problemsOf(
  program: string,
  variables: Variables,
  { agreement, today }: Measure,
): readonly string[] | undefined {
  switch (program) {
    case "presence":
      return presenceProblems(variables, agreement);
    case "export": {
      const copy = agreement.backup.independentCopies.find(({ name }) => name === variables.get("COPY"));
      return (
        copy && [
          ...tooMuch(`the interval of copy "${copy.name}" (EVERY)`, variables.get("EVERY"), minutesOf(copy.every)),
          ...(isPast(variables.get("EPOCH"), today)
            ? []
            : [
                `slots of copy "${copy.name}" count from ${said(variables.get("EPOCH"), "nothing")} (EPOCH); it has to be a moment before today`,
              ]),
        ]
      );
    }
    case "verification":
      return variables.get("RECOVERY_POINT") === "pointInTime"
        ? tooMuch(
            "the age of a recovery point that passes (MAX_AGE)",
            variables.get("MAX_AGE"),
            minutesOf(agreement.recovery.point),
          )
        : undefined;
    case "heartbeat":
      return tooMuch(
        "how long monitoring may be silent (MAX_AGE)",
        variables.get("MAX_AGE"),
        minutesOf(agreement.monitoring.itself.silentFor),
      );
    default:
      return undefined;
  }
}

/** Records that name another platform or environment are found by none of the alerts. */
function strangerProblems(variables: Variables, { agreement, environment }: Measure): readonly string[] {
  const own = { PLATFORM: agreement.platform, ENVIRONMENT: environment };
  return Object.entries(own).flatMap(([name, value]) => {
    const given = variables.get(name) ?? value;
    return given === value ? [] : [`${name} is ${said(given)}; it runs for ${value}`];
  });
}

const copy = { kind: "copy", copy: "nightly", maxAge: "PT30H" };
const others = [{ kind: "pointInTime", reach: "P30D" }, { kind: "longTerm" }, { kind: "documents" }];
const presence = (expected: unknown) => [cronJob("presence", "presence", { TENANT: "fjel", EXPECTED: expected }, {})];
const kept = "it is told what was agreed";

export const rule = propertyRule({
  id: "job-told-agreed",
  title:
    "What copies, looks at and verifies backups, and watches monitoring, is told the ages and intervals that were agreed",
  why: "A check that asks for nothing, or for less than was promised, is green while backups are missing.",
  severity: "high",
  concern: "continuity",
  clauses: ["monitoring.backups", "monitoring.itself", "backup.verification", "backup.independentCopies"],
  remediation:
    "Take EXPECTED, EVERY and MAX_AGE of the job from the agreement: its copies, intervals, recovery point and silence.",
  types: [TYPE],
  judge: (resource, measure) => {
    const found = programOf(resource);
    if (found === undefined) return notApplicable("it is no program of the jobs");
    if (
      ["EXPECTED", "EVERY", "MAX_AGE", "COPY", "RECOVERY_POINT", "EPOCH", "PLATFORM", "ENVIRONMENT"].some((name) =>
        isUnknown(found.variables.get(name)),
      )
    ) {
      return [undetermined("what it is told is not known before the update", resource)];
    }
    const agreed = problemsOf(found.program, found.variables, measure);
    const strange = strangerProblems(found.variables, measure);
    const problems = agreed === undefined && strange.length === 0 ? undefined : [...(agreed ?? []), ...strange];
    if (problems === undefined) return notApplicable("it is told of no age or interval that was agreed");
    return problems.length > 0 ? problems.map((text) => violation(text, resource)) : [compliant(kept, resource)];
  },
  cases: {
    pass: { given: presence(JSON.stringify([copy, ...others])), says: [kept] },
    fail: {
      given: presence(JSON.stringify([{ ...copy, maxAge: "P30D" }])),
      says: [
        'the age at which the copy "nightly" is missed is P30D; it may be 1800 minutes at most',
        "it does not look for the backups that Azure makes (pointInTime)",
        "it does not look for long-term backups (longTerm)",
        "it does not look for the backups of documents (documents)",
      ],
    },
    absent: { given: presence(undefined), says: ["EXPECTED is no list of backups that can be read"] },
    unknown: { given: presence(UNKNOWN), says: ["what it is told is not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    { what: "looks for no backups", ...isProgram("presence"), edit: tells("EXPECTED", "[]") },
    {
      what: "counts copies from a day that never comes",
      ...isProgram("export"),
      edit: tells("EPOCH", "2199-01-01T00:00:00Z"),
    },
    { what: "records what happens as another platform's", ...isProgram("probe"), edit: tells("PLATFORM", "other") },
    { what: "makes a copy once a month", ...isProgram("export"), edit: tells("EVERY", "P30D") },
    {
      what: "takes old recovery points for good",
      ...isProgram("verification", '"pointInTime"'),
      edit: tells("MAX_AGE", "P30D"),
    },
    { what: "lets monitoring be silent for a month", ...isProgram("heartbeat"), edit: tells("MAX_AGE", "P30D") },
  ],
});
