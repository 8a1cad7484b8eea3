import os from "node:os";
import { expect, it } from "vitest";
import { requireRoom } from "./disk-room";
import { StoreWriteError } from "./store-error";

const mebibyte = 1024 * 1024;

it("an operation is refused before the disk is full, and not while there is room", () => {
  expect(() => requireRoom("/cloud", 12 * mebibyte)).not.toThrow();
  expect(() => requireRoom("/cloud", 12 * mebibyte - 1)).toThrow(StoreWriteError);
  expect(() => requireRoom("/cloud", 5 * mebibyte)).toThrow(
    "could not write to /cloud, so the request was not carried out; make room or repair the disk, and repeat it " +
      "(5 MiB are left on the disk, 12 MiB are kept free so that the engine can still write its state)",
  );
});

it("reads how much is left", () => {
  expect(() => requireRoom(os.tmpdir())).not.toThrow();
});
