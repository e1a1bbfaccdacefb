/**
 * The other side of `runStep`: takes the input, does the work, answers and ends.
 *
 * @param work may tell how far it is; the text goes to the person's progress display.
 */
export async function step<Input, Output>(
  work: (input: Input, progress: (text: string) => void) => Promise<Output>,
): Promise<void> {
  // Without the launcher nobody wants the outcome.
  const orphaned = () => process.exit(1);
  process.once("disconnect", orphaned);
  const input = await new Promise<Input>((resolve) => {
    process.once("message", (message: { readonly input: Input }) => resolve(message.input));
  });
  const output = await work(input, (progress) => process.send?.({ progress }));
  await new Promise<void>((resolve) => {
    process.send?.({ output }, () => resolve());
  });
  process.off("disconnect", orphaned);
  process.disconnect?.();
}
