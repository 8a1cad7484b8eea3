import type { Change } from "./live-platform";
import type { LiveContext } from "./beside";
import type { Tolerance } from "../journal";
import { none } from "../hypothesis";
import type { Step } from "../scenario";
import { noteMeasured } from "../steps/measured";

/** A change of one resource in a sentence. */
export const changeText = ({ stack, resource, operation }: Change): string => `${operation} ${resource} (${stack})`;

/** What is deployed is what the documents say: else a drill would carry out somebody's unfinished change. */
export const nothingPending: Step<LiveContext> = {
  id: "nothing-pending",
  phase: "prepare",
  text: "What is deployed is what the documents say",
  byHand: ["`npx deltawerk preview <platform> -e <environment> --expect-no-changes`"],
  run: async ({ live }) => {
    const changes = await live.pendingChanges();
    if (changes.length === 0) return [];
    throw new Error(
      `\`up\` would change ${changes.length} resources: ${changes.slice(0, 3).map(changeText).join(", ")}${changes.length > 3 ? ", …" : ""}. ` +
        "Nothing was begun: bring the platform up first, or check out what is deployed.",
    );
  },
};

/** Nothing is left to change afterwards. */
export const unchangedAfterwards: Tolerance = none(
  "previews",
  "resources that `up` would change afterwards",
  "the platform is as it was",
);

/** The way back has left nothing. */
export const previewedAgain: Step<LiveContext> = {
  id: "previews",
  phase: "rollback",
  text: "Previews show no changes, as before",
  byHand: ["`npx deltawerk preview <platform> -e <environment> --expect-no-changes`"],
  run: async (context) => {
    const changes = await context.live.pendingChanges();
    noteMeasured(context, "previews", changes.length);
    return changes.map(changeText);
  },
};
