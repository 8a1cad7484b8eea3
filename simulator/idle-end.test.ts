import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endWhenIdle } from "./idle-end";

const hour = 3_600_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("ends once, after the idle time since the last use", () => {
  const use: { last?: number } = {};
  const end = vi.fn();
  endWhenIdle(8 * hour, () => use.last, end);
  vi.advanceTimersByTime(7 * hour);
  use.last = Date.now();
  vi.advanceTimersByTime(7.9 * hour);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10 * hour);
  expect(end).toHaveBeenCalledTimes(1);
});

it("ends something that was never used", () => {
  const end = vi.fn();
  endWhenIdle(8 * hour, () => undefined, end);
  vi.advanceTimersByTime(8 * hour);
  expect(end).toHaveBeenCalledTimes(1);
});

it("does not end what no longer waits", () => {
  const end = vi.fn();
  endWhenIdle(hour, () => undefined, end)();
  vi.advanceTimersByTime(2 * hour);
  expect(end).not.toHaveBeenCalled();
});
