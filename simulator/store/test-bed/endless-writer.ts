import { Store } from "../store";

/** Writes batch after batch to the store of a folder and says the number of each once it is stored, until killed. */
async function writeEndlessly(stateFolder: string): Promise<never> {
  const store = await Store.open(stateFolder);
  let number = Number(store.entries("count")[0]?.[1] ?? 0);
  for (;;) {
    number += 1;
    const slot = String(number % 20);
    const value = { number, padding: "x".repeat((number * 7919) % 5000) };
    await store.write([
      { type: "put", key: `left!${slot}`, value },
      { type: "put", key: `right!${slot}`, value },
      { type: "put", key: "count", value: number },
    ]);
    process.stdout.write(`${number}\n`);
  }
}

void writeEndlessly(process.argv[2] ?? "");
