System.Console.WriteLine("krill");
