// The tables of Python's parser, most of what there is to read for python.js.
export { parser } from "@lezer/python";
