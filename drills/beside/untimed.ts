/** Why a step has no time: between the run that began it and the one that went on, nobody was at work. */
export const UNTIMED = "begun by a run that was killed: how long it takes is not measured";
