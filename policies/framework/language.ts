/** The vocabulary in which rules are written. */
export { one, otherType, type Case, type Example } from "./case";
export { expectProperties, expectProperty, worst } from "./expect-property";
export { judgeReference } from "./judge-reference";
export { compliant, needsUnion, notApplicable, undetermined, violation, type Judgement, type Outcome } from "./outcome";
export { eachHas, forEach, isLedTo } from "./presence";
export { anythingBut, atLeast, atMost, exactly, nothing, oneOf, something, type Requirement } from "./requirement";
export { propertyRule, relationRule, type Measure } from "./rule";
export { said } from "./said";
export { shown } from "./shown";
export { typedReference } from "./typed-reference";
