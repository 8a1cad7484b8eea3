/** What was asked of the local cloud and refused because it does not know it, with how often. */
export interface Refusal {
  /** A resource type or function of the SDK. */
  readonly token: string;
  readonly reason: string;
  readonly count: number;
}

/** Counts refusals since the process started: they are the list of what is to be modelled next. */
export class Coverage {
  private readonly counts = new Map<string, Refusal>();

  refused(token: string, reasons: readonly string[]): void {
    for (const reason of reasons) {
      const key = `${token}\0${reason}`;
      this.counts.set(key, { token, reason, count: (this.counts.get(key)?.count ?? 0) + 1 });
    }
  }

  /** All refusals, the most frequent first. */
  refusals(): readonly Refusal[] {
    return [...this.counts.values()].sort((a, b) => b.count - a.count || a.token.localeCompare(b.token));
  }
}
