import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it } from "vitest";
import { known, readProperties, UNKNOWN, writeProperties, type PropertyMap } from "./property-value";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17" };

describe("properties", () => {
  it("come back as they were written", () => {
    const properties: PropertyMap = { a: [1, "b", true, [UNKNOWN]], c: { d: UNKNOWN, e: {} } };
    expect(readProperties(writeProperties(properties))).toEqual(properties);
  });

  it("are read without nulls, with secrets opened and every kind of unknown", () => {
    const struct = Struct.fromJavaScript({
      nothing: null,
      hidden: { ...secret, value: { inner: { ...secret, value: "x" } } },
      number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    });
    expect(readProperties(struct)).toEqual({ hidden: { inner: "x" }, number: UNKNOWN, list: UNKNOWN });
    expect(readProperties(undefined)).toEqual({});
  });

  it("are refused where they are assets", () => {
    expect(() => readProperties(Struct.fromJavaScript({ file: asset }))).toThrow("not accepted");
  });

  it("are known as a whole or not at all", () => {
    const whole: PropertyMap = { a: [[1], [null, "x"]], b: { c: false } };
    expect(known(whole)).toEqual(whole);
    expect(known({ a: [[1], [UNKNOWN]] })).toBeUndefined();
    expect(known({ a: { b: UNKNOWN } })).toBeUndefined();
  });
});
