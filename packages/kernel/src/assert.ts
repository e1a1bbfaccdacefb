/** A statement about the program itself was false. Messages never hold patient data. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** States what must hold; throws {@link AssertionError} when it does not. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** The value, which the caller knows to be there. */
export function must<T>(value: T | null | undefined, message = "a value that must exist is missing"): T {
  if (value === null || value === undefined) throw new AssertionError(message);
  return value;
}

/** Ends an exhaustive switch: the compiler refuses it while a case is left. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable case of type ${typeof value}`);
}
