"use strict";

/**
 * Shows that a step is going on: on a terminal one line that counts the seconds, in a log a line at the start and one
 * every half minute.
 *
 * @param {string} label what is going on, with the expected time
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
async function withElapsed(label, work) {
  const started = Date.now();
  const terminal = process.stdout.isTTY === true;
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const show = terminal
    ? () => process.stdout.write(`\r\u001b[2K${label} … ${elapsed()}`)
    : () => process.stdout.write(`${label} … ${elapsed()}\n`);
  if (terminal) show();
  else process.stdout.write(`${label} …\n`);
  const timer = setInterval(show, terminal ? 1000 : 30_000);
  try {
    const result = await work;
    clearInterval(timer);
    process.stdout.write(terminal ? `\r\u001b[2K${label}: done in ${elapsed()}\n` : `${label}: done in ${elapsed()}\n`);
    return result;
  } catch (error) {
    clearInterval(timer);
    process.stdout.write(
      terminal ? `\r\u001b[2K${label}: failed after ${elapsed()}\n` : `${label}: failed after ${elapsed()}\n`,
    );
    throw error;
  }
}

module.exports = { withElapsed };
