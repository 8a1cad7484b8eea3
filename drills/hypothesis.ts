import { durationMinutes } from "../agreement/duration";
import { RECOVERY_TIMES } from "../azure/recovery-times";
import type { Tolerance } from "./journal";
import type { Subject } from "./scenario";

/** The fault is noticed in time. */
export function detectionInTime({ agreement }: Subject): Tolerance {
  return {
    id: "detection",
    what: "time until the fault is noticed",
    agreed: durationMinutes(agreement.recovery.detectWithin),
    unit: "minutes",
    clause: "recovery.detectWithin",
  };
}

/** The loss of the monitoring itself is noticed in time, from another place. */
export function silenceInTime({ agreement }: Subject): Tolerance {
  return {
    id: "detection",
    what: "time until the silence is noticed",
    agreed: durationMinutes(agreement.monitoring.itself.silentFor),
    unit: "minutes",
    clause: "monitoring.itself.silentFor",
  };
}

/** Nothing is wrong before the gateway looks, so it is noticed within that time and the agreed one. */
export function certificatesInTime({ agreement }: Subject): Tolerance {
  const hours = RECOVERY_TIMES.certificatePollHours;
  return {
    id: "detection",
    what: "time until the disabled listeners are noticed",
    agreed: hours.value * 60 + durationMinutes(agreement.recovery.detectWithin),
    unit: "minutes",
    clause: `recovery.detectWithin, from the gateway's next look: ${hours.source}`,
  };
}

/** What may be lost and how long it may take, where the data itself or a site is lost. */
export function recoveryAsAgreed({ agreement }: Subject): readonly Tolerance[] {
  return [
    point(durationMinutes(agreement.recovery.point), "recovery.point"),
    time(durationMinutes(agreement.recovery.time), "recovery.time"),
    noHoles,
  ];
}

/** What may be lost and how long it may take, where nothing is left but the independent copies. */
export function recoveryFromCopies({ agreement }: Subject): readonly Tolerance[] {
  const { fromCopies } = agreement.recovery;
  return [
    point(durationMinutes(fromCopies.point), "recovery.fromCopies.point"),
    time(durationMinutes(fromCopies.time), "recovery.fromCopies.time"),
    noHoles,
  ];
}

/** What the schedule of the copies can lose: the moment of a fault is chance, and this is not. */
export const worstLossOfCopies: Tolerance = {
  id: "worst-point",
  what: "work lost at the worst moment, just before a copy is whole",
  unit: "minutes",
  clause: "backup.independentCopies[].every, and the time that a copy takes",
};

const point = (agreed: number, clause: string): Tolerance => ({
  ...{ id: "recovery-point", what: "work lost (recovery point)", agreed, unit: "minutes", clause },
});

const time = (agreed: number, clause: string): Tolerance => ({
  ...{
    id: "recovery-time",
    what: "time until all tenants are served (recovery time)",
    agreed,
    unit: "minutes",
    clause,
  },
});

const noHoles: Tolerance = {
  id: "holes",
  what: "holes in what survived",
  agreed: 0,
  unit: "findings",
  clause: "what survives is whole",
};

/** Nothing of some kind is found. */
export function none(id: string, what: string, clause: string, unit: Tolerance["unit"] = "findings"): Tolerance {
  return { id, what, agreed: 0, unit, clause };
}
