"""Steps of `import`: files of other tools become documents and data files, tried on the whole workspace first."""
