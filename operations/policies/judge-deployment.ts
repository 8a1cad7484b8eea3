import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { reportOn, type PolicyReport } from "../../policies/framework/report";
import { exportedResources } from "../../policies/resources/exported-resources";
import { ResourceSet } from "../../policies/resources/resource-set";
import { allRules } from "../../policies/rules/all-rules";
import { ruleIds } from "../../policies/rules/rule-ids";
import { policyDocuments } from "../../policies/yardstick/policy-documents";
import { currentDate, yardstickOf, type Yardstick } from "../../policies/yardstick/yardstick";
import type { StateResource } from "../stack-operations";
import { previewedResources } from "./previewed-resources";

function yardstickIn(projectFolder: string, stack: string): Yardstick {
  const source = policyDocuments(projectFolder, stack.replace(/-.*$/, ""), {});
  return yardstickOf(stack, source, { rules: ruleIds, today: currentDate() });
}

const propertyRules = allRules.filter(({ kind }) => kind === "property");

/**
 * What the rules about single resources say to the events of a run: of a preview, before anything of it is made, or of a
 * new local stack, right after it was made. It runs in this process: a policy pack of its own would cost every stack more
 * than a second.
 *
 * @throws InvalidInputError where there is nothing to measure against
 */
export function judgePreview(projectFolder: string, stack: string, events: readonly EngineEvent[]): PolicyReport {
  const yardstick = yardstickIn(projectFolder, stack);
  const report = reportOn(propertyRules, new ResourceSet(previewedResources(events), false), yardstick);
  const { outcomes } = report;
  // What events do not show yet, and waivers as a whole, are judged once all stacks are there.
  return { ...report, outcomes: outcomes.filter(({ result }) => result !== "undetermined"), waiverProblems: [] };
}

/** What all rules say to a platform, over the states of all its stacks. */
export function judgePlatform(
  projectFolder: string,
  states: ReadonlyMap<string, readonly StateResource[]>,
): PolicyReport {
  const [stack = ""] = states.keys();
  const resources = [...states.values()].flatMap((state) => exportedResources({ deployment: { resources: state } }));
  return reportOn(allRules, new ResourceSet(resources, true), yardstickIn(projectFolder, stack));
}
