import { RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { fixedNameProblems } from "../name-rule";
import { numberAt, textAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";
import { withDefaults } from "../stored-body";
import { databaseType } from "./database";
import { serviceObjectiveOf } from "./service-objective";

/** Days of point-in-time restore. Microsoft Learn, automated-backups-overview: 1 to 35, and 7 at most in Basic. */
function dayProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const objective = serviceObjectiveOf(cloud.get(id.parent ?? "")?.body ?? {});
  const most = objective?.edition === "Basic" ? 7 : RANGES.sqlPointInTimeRetention.to;
  const hours = numberAt(requested, "properties.diffBackupIntervalInHours");
  const path = "properties.diffBackupIntervalInHours";
  return [
    ...outside(
      numberAt(requested, "properties.retentionDays"),
      [1, most],
      "properties.retentionDays",
      "InvalidBackupRetentionPeriod",
    ),
    ...refuseWhen(hours !== undefined && hours !== 12 && hours !== 24, () =>
      refusal(
        "InvalidDiffBackupInterval",
        `A differential backup is made every 12 or 24 hours, not every ${hours ?? 0}.`,
        path,
      ),
    ),
    ...refuseWhen(hours !== undefined && objective?.edition === "Hyperscale", () =>
      refusal("InvalidDiffBackupInterval", "A Hyperscale database has no differential backups.", path),
    ),
  ];
}

export const shortTermRetentionPolicy: ResourceModel = {
  armType: `${databaseType}/backupShortTermRetentionPolicies`,
  check: (write) => [...fixedNameProblems(write.id, ["default"]), ...dayProblems(write)],
  compute: ({ requested, previous }) => withDefaults(requested, { retentionDays: 7, ...previous?.body.properties }),
};

const duration = /^P(?:(\d+)D|(\d+)W|(\d+)M|(\d+)Y)$/;
const off = "PT0S";

/** The days of `P12W`, `P12M` and the like; undefined for another form. Months and years are taken at their longest. */
function daysOf(text: string): number | undefined {
  if (text === off) return 0;
  const parts = duration.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const days = [1, 7, 31, 366];
  return parts.reduce((total, part, index) => total + Number(part ?? 0) * (days[index] ?? 0), 0);
}

/** Microsoft Learn, long-term-retention-overview (2023): ten years at most; a yearly backup needs its week. */
const longestDays = RANGES.sqlLongTermRetention.to * 366;

function durationProblems({ requested }: Write): readonly ArmProblem[] {
  return ["weeklyRetention", "monthlyRetention", "yearlyRetention"].flatMap((name) => {
    const path = `properties.${name}`;
    const text = textAt(requested, path);
    if (text === undefined) return [];
    const days = daysOf(text);
    if (days !== undefined && days <= longestDays && (days === 0 || days >= 7)) return [];
    return [
      refusal(
        "InvalidLongTermRetentionPolicy",
        `'${name}' must be PT0S or an ISO 8601 duration from P1W to P10Y, and is '${text}'.`,
        path,
      ),
    ];
  });
}

export const longTermRetentionPolicy: ResourceModel = {
  armType: `${databaseType}/backupLongTermRetentionPolicies`,
  check: (write) => {
    const yearly = textAt(write.requested, "properties.yearlyRetention") ?? off;
    const week = numberAt(write.requested, "properties.weekOfYear") ?? 0;
    return [
      ...fixedNameProblems(write.id, ["default"]),
      ...durationProblems(write),
      ...refuseWhen(yearly !== off && (week < 1 || week > 52), () =>
        refusal(
          "InvalidLongTermRetentionPolicy",
          `yearlyRetention needs weekOfYear from 1 to 52, and it is ${week}.`,
          "properties.weekOfYear",
        ),
      ),
    ];
  },
  compute: ({ requested }) =>
    withDefaults(requested, { monthlyRetention: off, weekOfYear: 0, weeklyRetention: off, yearlyRetention: off }),
};
