import { expect, type Locator, type Page } from "@playwright/test";

export interface Budget {
  /** Activations: a click, a tap, a chord, an option picked. */
  readonly activations: number;
  /** Typed fields. */
  readonly fields?: number;
}

/** A person whose every activation and typed field is counted: how much a task costs is a ceiling that the build keeps. */
export class Hand {
  #activations = 0;
  #fields = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async click(place: Locator): Promise<void> {
    this.#activations++;
    await place.click();
  }

  async press(chord: string): Promise<void> {
    this.#activations++;
    await this.page.keyboard.press(chord);
  }

  /** Enter, on the option that the list below the field stands on. */
  async take(option: RegExp): Promise<void> {
    await expect(this.page.locator("[role=option][data-combobox-selected]")).toHaveText(option);
    await this.press("Enter");
  }

  /** Types into a field. Going there costs nothing: Tab led to it, or the caret was there. */
  async type(field: Locator, text: string): Promise<void> {
    this.#fields++;
    await field.focus();
    await field.fill(text);
  }

  /** Types where the screen has put the caret by itself. */
  async typeAtCaret(field: Locator, text: string): Promise<void> {
    await expect(field).toBeFocused();
    await this.type(field, text);
  }

  expectWithin({ activations, fields = 0 }: Budget): void {
    const spent = `${this.#activations}A+${this.#fields}E`;
    expect(this.#activations, `${spent}: activations`).toBeLessThanOrEqual(activations);
    expect(this.#fields, `${spent}: typed fields`).toBeLessThanOrEqual(fields);
  }
}
