import type { Step } from "../scenario";

/** Repairs every fault that still lasts. */
export const repairAll: Step = {
  id: "repair",
  phase: "rollback",
  text: "Everything that was broken for the drill is repaired",
  byHand: ["Undo what you broke. Check that no alert is left that was raised by the drill."],
  run: async ({ cloud }) => {
    const open = await cloud.openFaults();
    for (const number of open) await cloud.repair(number);
    return open.length === 0 ? ["nothing was left to repair"] : [`${open.length} repaired`];
  },
};

/** Puts the documents back that the drill changed. */
export const documentsBack: Step = {
  id: "documents-back",
  phase: "rollback",
  text: "The documents are as they were",
  byHand: ["Check with `git status` that no document is changed which you did not mean to change."],
  run: async ({ program }) => {
    await program.restoreDocuments();
    return [];
  },
};
