/// Planted faults that prove the architecture rules catch something.
@org.jspecify.annotations.NullMarked
package planted.cli;
