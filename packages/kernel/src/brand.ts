/**
 * A name on a primitive, so that a claim id is not taken for a patient id. The brand is optional: literals and parsed input
 * fit without a cast, while two different brands never fit each other. Validity is checked at the edge, by the contract's schema.
 */
export type Brand<T, K extends string> = T & { readonly __brand?: K };

/** Identifier of an entity: a UUID (RFC 9562), version 7 where we made it. */
export type Id<K extends string> = Brand<string, `id:${K}`>;
