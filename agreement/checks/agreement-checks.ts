import type { Check } from "./check";

/** Every check of an agreement. */
export const agreementChecks: readonly Check[] = [];
