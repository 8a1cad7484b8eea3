import type { Step } from "../scenario";
import { acceptedWhileDegraded } from "../twin/degraded-rules";
import { noteMeasured } from "./measured";
import { workloadsIn } from "./users";

/** The rules, unchanged but for what the agreement accepts while a site is lost. */
export const judgeTwin: Step = {
  id: "rules",
  phase: "check",
  text: "The second data centre is judged by the rules",
  byHand: ["`npx deltawerk up` judges it; read what is not kept."],
  run: async (context) => {
    const { broken, judged, rules: count } = await context.program.judge("twin");
    const accepted = broken.filter(({ rule }) => acceptedWhileDegraded(rule, context.subject.agreement));
    const rest = broken.filter((finding) => !accepted.includes(finding));
    noteMeasured(context, "rules", rest.length);
    return [
      `${count} rules judged ${judged} things`,
      ...accepted.map(({ rule, resource }) => `accepted while degraded (recovery.degraded): ${rule}, ${resource}`),
      ...rest.map(({ rule, resource, message }) => `not kept: ${rule}, ${resource}: ${message}`),
    ];
  },
};

/** Nothing is left of a second data centre. */
export const removeTwin: Step = {
  id: "remove-twin",
  phase: "rollback",
  text: "The second data centre is removed with everything in it",
  byHand: [
    "`npx deltawerk down <platform> -e <environment> --destroy-data` with the documents of the second data centre.",
    "Accounts of copies and logs cannot be deleted before they are empty, and what is in them not before its time: list them with the day on which they can go.",
  ],
  run: async (context) => {
    const { resources, stacks, tombstones } = await context.program.removeTwin();
    noteMeasured(context, "left", resources.length + stacks.length);
    context.memory.note("leftBehind", [
      ...resources.map((id) => `still there: ${id}`),
      ...stacks.map((stack) => `state still there: ${stack}`),
      ...tombstones.map(({ id, purgeAt }) => `soft-deleted until ${purgeAt}: ${id}`),
    ]);
    return [`${resources.length} resources and ${stacks.length} states are left, ${tombstones.length} tombstones`];
  },
};

/** Users are where they were. */
export const pointBack: Step = {
  id: "point-back",
  phase: "rollback",
  text: "The public names lead to the first data centre again",
  byHand: ["Change the records back."],
  run: async (context) => {
    const { cloud, memory } = context;
    if (!memory.has("pointed")) return ["they never led elsewhere"];
    for (const workload of workloadsIn(context)) await cloud.startWorkload(workload);
    memory.note("back", await cloud.now());
    return [];
  },
};
