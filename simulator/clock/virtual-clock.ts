/** Virtual milliseconds since 1970, as of `Date.getTime()`. */
export type Instant = number;

/** When an operation began and ended, in virtual time. */
export interface Span {
  readonly started: Instant;
  readonly ended: Instant;
}

/** What is kept of a clock between two lives of the process. */
export interface ClockState {
  readonly now: Instant;
}

const millisecondsPerMinute = 60_000;

/**
 * The local cloud's own time.
 *
 * It stands still while nothing happens: only operations and `advance` move it, so a program that runs twice is shown
 * the same times however long its author slept in between. Nobody waits: an operation ends at once, at a later time.
 *
 * Operations overlap as they would in Azure. Within a run each begins as soon as the run has begun and everything it
 * needs is there; a new run begins at the latest time so far.
 */
export class VirtualClock {
  private latest: Instant;
  /** When the last operation with a name ended. Not stored: what an earlier process did has ended. */
  private readonly endedAt = new Map<string, Instant>();

  constructor(state: ClockState) {
    this.latest = state.now;
  }

  get now(): Instant {
    return this.latest;
  }

  /** The start of a new run, to be given to {@link place}. */
  beginRun(): Instant {
    return this.latest;
  }

  /**
   * Where an operation of a run falls. The clock does not move before {@link record}.
   *
   * @param needs names of what must have ended first, as noted by {@link record}
   * @param minutes virtual minutes that it takes
   */
  place(runStart: Instant, needs: readonly string[], minutes: number): Span {
    const started = Math.max(runStart, ...needs.map((key) => this.endedAt.get(key) ?? runStart));
    return { started, ended: started + minutes * millisecondsPerMinute };
  }

  /** Notes an operation as done under some names and moves the time to its end, if that is later than any other. */
  record(span: Span, names: readonly string[]): void {
    for (const key of names) this.endedAt.set(key, Math.max(span.ended, this.endedAt.get(key) ?? 0));
    this.latest = Math.max(this.latest, span.ended);
  }

  /** The state to be stored together with an operation. */
  stateAfter(span: Span): ClockState {
    return { now: Math.max(this.latest, span.ended) };
  }

  /** The state to be stored before the time is moved forward by hand. */
  stateAfterAdvance(minutes: number): ClockState {
    if (minutes < 0) throw new RangeError(`time cannot go back by ${-minutes} minutes`);
    return { now: this.latest + minutes * millisecondsPerMinute };
  }

  /** Moves the time forward by hand. */
  advance(minutes: number): void {
    this.latest = this.stateAfterAdvance(minutes).now;
  }
}
