/** A blob whose content is still on its way, for who asks for the content at the end alone, as PGlite does. */
export class LateBlob extends Blob {
  readonly #content: Promise<ArrayBuffer>;

  constructor(content: Promise<ArrayBuffer>) {
    super();
    this.#content = content;
    // Who reads it is told of a failure; until then it is nobody's.
    content.catch(() => {});
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#content;
  }
}
