import { agreementSchema, agreementVersion } from "./agreement";
import type { Agreement } from "./agreement";
import { agreementChecks } from "./checks/agreement-checks";
import type { CloudFacts } from "./cloud-facts";
import { parseDocument } from "./parse-document";
import type { Parsed } from "./problem";

const agreementKind = { schema: agreementSchema, version: agreementVersion, migrations: new Map() };

/** Parses a service agreement, and refuses one whose clauses cannot all hold.
 * @param file name of the document, for the messages
 * @param facts what is known of regions and cells */
export function parseAgreement(text: string, file: string, facts: CloudFacts): Parsed<Agreement> {
  return parseDocument(text, file, agreementKind, (valid) =>
    agreementChecks
      .filter((check) => check.needs.every((key) => valid[key] !== undefined))
      // A check reads only the parts that it needs, and those are all valid.
      .flatMap((check) => check.find(valid as Agreement, facts)),
  );
}
