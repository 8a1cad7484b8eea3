import { z } from "zod";
import type { VerifiedCopy } from "../../../drills/beside/live-platform";
import type { Instant } from "../../../drills/cloud";
import type { LiveReading } from "./live-reading";

const outcomes: Readonly<Record<string, VerifiedCopy["outcome"]>> = {
  "verification.verified": "whole",
  "verification.damaged": "damaged",
  "verification.undetermined": "undetermined",
};

const rowSchema = z.object({
  time: z.string(),
  tenant: z.string(),
  event: z.string(),
  recoveryPoint: z.string().regex(/^copy\//),
  place: z.string(),
  moment: z.string(),
});

/** The records in which the jobs of an environment say what they found of independent copies (`jobs/README.md`). */
export function verificationQuery(platform: string, environment: string, since: Instant): string {
  const text = (field: string): string => `${field.split(".").at(-1) ?? field} = tostring(record.${field})`;
  return [
    "ContainerLogV2",
    `where TimeGenerated >= datetime(${new Date(since).toISOString()})`,
    "extend record = parse_json(tostring(LogMessage))",
    `where record.schemaVersion == 1 and record.platform == "${platform}" and record.environment == "${environment}"`,
    `where record.event in (${Object.keys(outcomes)
      .map((event) => `"${event}"`)
      .join(", ")}) and record.details.recoveryPoint startswith "copy/"`,
    `project ${["time", "tenant", "event", "details.recoveryPoint", "details.place", "details.moment"].map(text).join(", ")}`,
  ].join(" | ");
}

/** What was recorded of independent copies since a moment, in all workspaces of a platform. */
export async function verifiedCopies(
  reading: Pick<LiveReading, "query">,
  workspaces: readonly string[],
  query: string,
): Promise<readonly VerifiedCopy[]> {
  const found = await Promise.all(workspaces.map((workspace) => reading.query(workspace, query)));
  return found.flat().map((row) => {
    const { time, tenant, event, recoveryPoint, place, moment } = rowSchema.parse(row);
    const outcome = outcomes[event];
    if (outcome === undefined) throw new Error(`no verification records ${event}`);
    return {
      ...{ tenant, place, outcome, copy: recoveryPoint.slice("copy/".length), at: Date.parse(time) },
      ...(moment !== "" && { moment: Date.parse(moment) }),
    };
  });
}
