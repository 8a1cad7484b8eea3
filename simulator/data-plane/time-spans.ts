import type { Instant, TimeSpan } from "../wire/data-plane-messages";

/** Spans in order that do not touch each other. */
export type TimeSpans = readonly TimeSpan[];

/** Spans in order, without empty ones, those that touch joined. */
export function joined(spans: readonly TimeSpan[]): TimeSpans {
  const inOrder = spans.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from);
  const result: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of inOrder) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** What is in one set or the other. */
export function union(one: TimeSpans, other: TimeSpans): TimeSpans {
  return joined([...one, ...other]);
}

/** The part of a set within a span. */
export function within(spans: TimeSpans, { from, to }: TimeSpan): TimeSpans {
  return joined(spans.map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) })));
}

export const before = (spans: TimeSpans, end: Instant): TimeSpans => within(spans, { from: -Infinity, to: end });

export const contains = (spans: TimeSpans, at: Instant): boolean => spans.some(({ from, to }) => from <= at && at < to);

/** Milliseconds of a set within a span. */
export function overlap(spans: TimeSpans, span: TimeSpan): number {
  return within(spans, span).reduce((sum, { from, to }) => sum + to - from, 0);
}
