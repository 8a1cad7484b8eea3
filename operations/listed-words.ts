/**
 * A command line on which lists with commas are words of their own: `--format json,sarif` is `--format json sarif`, which
 * many expect of other tools.
 *
 * @param option whose words are parted, such as `--format`; no word of another option is touched
 */
export function listedWords(words: readonly string[], option: string): readonly string[] {
  let isInside = false;
  return words.flatMap((word) => {
    if (word.startsWith(`${option}=`)) {
      isInside = true;
      return [option, ...parted(word.slice(option.length + 1))];
    }
    if (word.startsWith("-")) isInside = word === option;
    return isInside && word !== option ? parted(word) : [word];
  });
}

const parted = (word: string): readonly string[] => word.split(",").filter((one) => one !== "");
