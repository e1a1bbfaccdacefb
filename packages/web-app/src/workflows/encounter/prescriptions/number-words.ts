const ONES = [
  ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
].flat();
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** A whole number below ten thousand in words, so that nobody makes 30 into 80 with a pen: "one hundred twenty". */
export function numberWords(number: number): string {
  if (number < 20) return ONES[number] ?? "";
  if (number < 100)
    return [TENS[Math.floor(number / 10)], number % 10 > 0 && ONES[number % 10]].filter(Boolean).join("-");
  const [size, word] = number < 1000 ? ([100, "hundred"] as const) : ([1000, "thousand"] as const);
  const rest = number % size;
  return [ONES[Math.floor(number / size)], word, rest > 0 && numberWords(rest)].filter(Boolean).join(" ");
}
