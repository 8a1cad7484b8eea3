import { RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { fixedNameProblems } from "../name-rule";
import { numberAt, objectAt, objectsAt, textAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";

/** AKS's own releases, versions of Kubernetes, images of nodes (Microsoft Learn, aks/planned-maintenance, 2026-08). */
const names = ["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"] as const;

const base = "properties.maintenanceWindow";
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The kinds of schedules, and the ranges of their numbers. Those of the intervals are estimates. */
const schedules: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  daily: { intervalDays: [1, 7] },
  weekly: { intervalWeeks: [1, 4] },
  absoluteMonthly: { intervalMonths: [1, 6], dayOfMonth: [1, 31] },
  relativeMonthly: { intervalMonths: [1, 6] },
};

/** `12:30` in minutes; undefined where it is no time of day. */
function timeOfDay(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

/** The offsets that are in use in the world. */
function isOffset(text: string): boolean {
  const minutes = timeOfDay(text.slice(1));
  if (minutes === undefined) return false;
  return text.startsWith("-") ? minutes <= 12 * 60 : text.startsWith("+") && minutes <= 14 * 60;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function windowProblems({ requested }: Write): readonly ArmProblem[] {
  const startTime = textAt(requested, `${base}.startTime`);
  const utcOffset = textAt(requested, `${base}.utcOffset`);
  const startDate = textAt(requested, `${base}.startDate`);
  return [
    ...outside(numberAt(requested, `${base}.durationHours`), RANGES.clusterMaintenanceWindow, `${base}.durationHours`),
    ...refuseWhen(startTime !== undefined && timeOfDay(startTime) === undefined, () =>
      refusal(
        "InvalidParameter",
        `startTime '${startTime ?? ""}' is no time of day such as 21:00.`,
        `${base}.startTime`,
      ),
    ),
    ...refuseWhen(utcOffset !== undefined && !isOffset(utcOffset), () =>
      refusal("InvalidParameter", `utcOffset '${utcOffset ?? ""}' is no offset such as +01:00.`, `${base}.utcOffset`),
    ),
    ...refuseWhen(startDate !== undefined && !isDate(startDate), () =>
      refusal("InvalidParameter", `startDate '${startDate ?? ""}' is no date such as 2026-01-31.`, `${base}.startDate`),
    ),
    ...objectsAt(requested, `${base}.notAllowedDates`).flatMap(({ path, value }) => spanProblems(value, path)),
  ];
}

function spanProblems(span: ArmObject, path: string): readonly ArmProblem[] {
  const [start, end] = [textAt(span, "start") ?? "", textAt(span, "end") ?? ""];
  return refuseWhen(!isDate(start) || !isDate(end) || start > end, () =>
    refusal("InvalidStartEndTime", `notAllowedDates from '${start}' to '${end}' is no span of dates.`, path),
  );
}

/** One kind of schedule, and a weekly one for AKS's own releases. */
function scheduleProblems(write: Write): readonly ArmProblem[] {
  const { id, requested } = write;
  const schedule = objectAt(requested, `${base}.schedule`) ?? {};
  const kinds = Object.keys(schedules).filter((kind) => schedule[kind] !== undefined);
  const [kind = ""] = kinds;
  const place = `${base}.schedule.${kind}`;
  if (kinds.length !== 1) {
    const message = `A schedule is exactly one of ${Object.keys(schedules).join(", ")}, and ${kinds.length} were given.`;
    return [refusal("InvalidParameter", message, `${base}.schedule`)];
  }
  const ranges = Object.entries(schedules[kind] ?? {});
  const needed = [...ranges.map(([name]) => name), ...(/weekly|relative/.test(kind) ? ["dayOfWeek"] : [])];
  const onDay = textAt(requested, `${place}.dayOfWeek`);
  return [
    ...refuseWhen(id.name.toLowerCase() === "default" && kind !== "weekly", () =>
      refusal("InvalidParameter", `The configuration 'default' takes a weekly schedule only, not ${kind}.`, place),
    ),
    ...missing(write, ...needed.map((name) => `${place}.${name}`)),
    ...ranges.flatMap(([name, range]) => outside(numberAt(requested, `${place}.${name}`), range, `${place}.${name}`)),
    ...noneOf(onDay, days, `${place}.dayOfWeek`),
  ];
}

/** When a cluster may be worked on. */
export const maintenanceConfiguration: ResourceModel = {
  armType: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
  check: (write) => {
    const named = fixedNameProblems(write.id, names);
    if (write.requested.properties?.["timeInWeek"] !== undefined) {
      const message = "timeInWeek has been replaced: give a maintenanceWindow.";
      return [...named, refusal("InvalidParameter", message, "properties.timeInWeek")];
    }
    const absent = missing(write, base);
    if (absent.length > 0) return [...named, ...absent];
    return [
      ...named,
      ...missing(write, `${base}.durationHours`, `${base}.startTime`, `${base}.schedule`),
      ...windowProblems(write),
      ...scheduleProblems(write),
    ];
  },
  compute: ({ requested }) =>
    withProperties(requested, {
      maintenanceWindow: { utcOffset: "+00:00", ...objectAt(requested, base) },
    }),
};
