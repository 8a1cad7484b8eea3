import { KINDS, type Variables } from "../job/variables";
import type { SlotSchedule } from "./slot";

/** Reads `EPOCH` and `EVERY`. */
export function readSchedule(variables: Variables): SlotSchedule {
  return {
    epoch: variables.required("EPOCH", KINDS.moment),
    everyMilliseconds: variables.required("EVERY", KINDS.duration),
  };
}
