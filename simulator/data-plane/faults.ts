import type { Fault, Instant, ListedFault } from "../wire/data-plane-messages";
import type { History } from "./event";

/** All faults that ever were, oldest first. */
export function faultsIn(history: History): readonly ListedFault[] {
  const repairs = new Map(history.of("repair").map(({ number, at }) => [number, at]));
  return history.of("fault").map(({ number, fault, at }) => {
    const to = repairs.get(number);
    return { number, fault, from: at, ...(to !== undefined && { to }) };
  });
}

/** The end of a fault, or the end of time while it lasts. */
export function endOf({ to }: ListedFault): Instant {
  return to ?? Number.POSITIVE_INFINITY;
}

/** A fault in words. */
export function faultText(fault: Fault): string {
  switch (fault.kind) {
    case "region":
      return `region ${fault.region} is lost`;
    case "zone":
      return `zone ${fault.zone} of ${fault.region} is lost`;
    case "resource":
      return `${fault.resourceId.split("/").at(-1) ?? fault.resourceId} does not work`;
    case "monitoring":
      return "no alert rule is evaluated";
  }
}
