/** A place in a list that is ordered by two values: where the next page goes on. */
export interface Place {
  readonly first: string;
  readonly second: string;
}

export function encodePlace(place: Place): string {
  return `${place.first}|${place.second}`;
}

/** Null for the beginning, and for a text that is no place of ours. */
export function decodePlace(text: string | null): Place | null {
  const at = text?.lastIndexOf("|") ?? -1;
  return text === null || at < 0 ? null : { first: text.slice(0, at), second: text.slice(at + 1) };
}
