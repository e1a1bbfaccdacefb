const storageKey = "practicum.letter-keys";

/** Whether single letters act while a list or grid has the focus; a person can turn them off (WCAG 2.1.4). */
export function lettersEnabled(): boolean {
  return localStorage.getItem(storageKey) !== "off";
}

export function enableLetters(on: boolean): void {
  localStorage.setItem(storageKey, on ? "on" : "off");
}
