/** What steps found and later ones need; JSON, because it is in the journal and survives the process. */
export interface Memory {
  /** @throws Error where no step has noted it yet */
  read<T>(key: string): T;
  /** What was noted, or something else as long as nothing was. */
  readOr<T>(key: string, otherwise: T): T;
  /**
   * Finds something out and notes it, the first time; afterwards gives what was found then. A step that is done again after
   * an interruption goes on with what it knew.
   */
  once<T>(key: string, find: () => T | Promise<T>): Promise<T>;
  has(key: string): boolean;
  note(key: string, value: unknown): void;
}

/**
 * Memory that is kept in a record.
 *
 * @param save is called after every change
 */
export function memoryIn(record: Record<string, unknown>, save: () => void): Memory {
  const memory: Memory = {
    read: <T>(key: string): T => {
      if (!memory.has(key)) throw new Error(`no step of the drill has noted "${key}"`);
      return record[key] as T;
    },
    readOr: <T>(key: string, otherwise: T): T => (memory.has(key) ? memory.read<T>(key) : otherwise),
    once: async <T>(key: string, find: () => T | Promise<T>): Promise<T> => {
      if (!memory.has(key)) memory.note(key, await find());
      return memory.read<T>(key);
    },
    has: (key) => Object.hasOwn(record, key),
    note: (key, value) => {
      record[key] = value;
      save();
    },
  };
  return memory;
}
