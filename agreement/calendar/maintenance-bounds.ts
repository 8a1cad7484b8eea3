import type { Agreement } from "../agreement";
import type { WindowBounds } from "./utc-offset";

/** What planned work has to keep to: the hours in which it is allowed, and the calendar in which it never is. */
export function maintenanceBounds({
  maintenance,
  calendars,
}: Pick<Agreement, "maintenance" | "calendars">): WindowBounds {
  const { allowed, never } = maintenance;
  const banned = never === undefined ? undefined : calendars[never];
  return { ...(allowed && { allowed }), ...(banned && { never: banned }) };
}
