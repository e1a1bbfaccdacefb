/** A file on its way, as the clearinghouse port has it. */
export interface ExchangedFile {
  readonly name: string;
  readonly content: string;
}
