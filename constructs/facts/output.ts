/** Where stacks are written, below the current folder. */
export const OUTPUT = "cdktf.out";
