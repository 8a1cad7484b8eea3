import { clause } from "../clause";
import { durationSchema } from "../duration";

/** What is searched for weaknesses and malware. */
export const scanningSchema = clause({
  vulnerabilities: clause({ every: durationSchema }),
  malware: clause({}).describe("Centrally managed protection on every server"),
}).describe("Scanning");
