import { expect, it } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import { readPlan } from "../../infra/plan/read-plan";
import { ruleIds } from "../../policies/rules/rule-ids";
import { expectedRecovery } from "./expected-recovery";
import type { Finding } from "./verdict";

const plan = readPlan(documentsIn("."), "superoffice", "local");
if (!plan.ok) throw new Error("the documents of superoffice cannot be read");
const { recovery } = plan.value;

const finding = (rule: string, status: Finding["status"]): Finding => ({ rule, status, blocks: true, message: "" });
const open = (...findings: readonly Finding[]) =>
  Object.fromEntries(expectedRecovery(recovery, findings).map((one) => [one.kind, one.open]));

it("has the plan's figures and what is agreed where every rule that they stand on is kept", () => {
  expect(expectedRecovery(recovery, [finding("waf-enabled", "violated")])).toEqual(
    recovery.map(({ kind, scope, pointMinutes, timeMinutes, agreedPointMinutes, agreedTimeMinutes }) => ({
      kind,
      scope,
      pointMinutes,
      timeMinutes,
      agreedPointMinutes,
      agreedTimeMinutes,
      open: [],
    })),
  );
});

it("has no figure where resources are not as it takes them to be, and says which rule says so", () => {
  expect(open(finding("sql-failover", "violated"))).toEqual({
    restore: [],
    site: ["sql-failover is not kept"],
    copies: [],
  });
  const [site] = expectedRecovery(recovery, [finding("sql-failover", "violated")]).filter(
    ({ kind }) => kind === "site",
  );
  expect(site).not.toHaveProperty("pointMinutes");
  expect(site).toMatchObject({ agreedPointMinutes: 15 });
  expect(open(finding("copy-scheduled", "waived"))).toMatchObject({ copies: ["copy-scheduled is waived"] });
  expect(open(finding("alert-in-time", "undetermined"))).toEqual({
    restore: ["alert-in-time is undetermined"],
    site: ["alert-in-time is undetermined"],
    copies: ["alert-in-time is undetermined"],
  });
});

it("stands on rules that there are", () => {
  const every = [...ruleIds].map((id) => finding(id, "violated"));
  const named = expectedRecovery(
    (["restore", "start", "site", "copies"] as const).map((kind) => ({ ...recovery[0], kind }) as (typeof recovery)[0]),
    every,
  );
  expect(named.map((one) => one.open.length)).toEqual([4, 2, 2, 5]);
});
