/** When copies are due: at fixed intervals from a fixed moment, whatever the clock of the machine that makes them says. */
export interface SlotSchedule {
  readonly epoch: Date;
  readonly everyMilliseconds: number;
}

/** The beginning of the slot that a moment lies in. A run that is late or repeated lies in the same slot. */
export function slotAt({ epoch, everyMilliseconds }: SlotSchedule, moment: Date): Date {
  const slots = Math.floor((moment.getTime() - epoch.getTime()) / everyMilliseconds);
  return new Date(epoch.getTime() + slots * everyMilliseconds);
}

/** Whether a moment is the beginning of a slot. */
export function isSlot(schedule: SlotSchedule, moment: Date): boolean {
  return slotAt(schedule, moment).getTime() === moment.getTime();
}

/** A moment as it stands in names of blobs, to the second: `20240101T010000Z`. Names sort like moments. */
export function stampOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** The moment of a stamp, or nothing when the text is not one. */
export function momentOfStamp(stamp: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const moment = new Date(`${year ?? ""}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}Z`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** The month of a slot, in UTC: `2024-01`. */
export function monthOf(slot: Date): string {
  return slot.toISOString().slice(0, 7);
}
